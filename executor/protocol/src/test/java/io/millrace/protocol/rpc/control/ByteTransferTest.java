package io.millrace.protocol.rpc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.grpc.stub.CallStreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transfer whose other end is there and does nothing. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class ByteTransferTest {

    private final AtomicInteger closed = new AtomicInteger();
    private final ByteTransfer<BytesValue> transfer = new ByteTransfer<>(
            data -> BytesValue.newBuilder().setValue(data).build(),
            _ -> closed.incrementAndGet(),
            Duration.ofMillis(30));
    private final Other other = new Other();

    /** The other end as this one sees it: it has room for so many parts. */
    private static final class Other extends CallStreamObserver<BytesValue> {

        private int room;
        private boolean isTold;

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void onNext(BytesValue part) {
            room--;
        }

        @Override
        public void onError(Throwable broken) {
            isTold = true;
        }

        @Override
        public void onCompleted() {}

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }

    @Test
    void whatNobodyTakesIsNotWaitedForForEver() throws IOException {
        transfer.begin(other);
        other.room = 1;
        transfer.out().write(1);
        transfer.out().flush();
        transfer.out().write(2);

        assertThatThrownBy(() -> transfer.out().flush())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing came and went");
        transfer.close();
        assertThat(closed).hasPositiveValue();
    }

    @Test
    void whatDoesNotComeIsNotWaitedForForEver() throws IOException {
        transfer.begin(other);
        transfer.came(ByteString.copyFrom("a", StandardCharsets.UTF_8));
        assertThat(transfer.in().read()).isEqualTo('a');

        assertThatThrownBy(() -> transfer.in().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing came and went");
    }

    @Test
    void theOtherEndLearnsThatItWasGivenUp() throws IOException {
        transfer.begin(other);
        assertThatThrownBy(() -> transfer.in().read()).isInstanceOf(IOException.class);
        transfer.close();

        assertThat(other.isTold).isTrue();
    }

    @Test
    void oneThatBreaksWhileNobodyLooksIsForgotten() {
        transfer.begin(other);
        transfer.broke("the executor has ended it");

        assertThat(closed).hasValue(1);
    }
}
