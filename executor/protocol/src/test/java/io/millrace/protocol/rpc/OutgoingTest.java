package io.millrace.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.stub.CallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingTest {

    private final Reader reader = new Reader();
    private final Outgoing<StringValue> outgoing = new Outgoing<>(reader, 20);

    @Test
    void messagesGoStraightThroughToOneThatReads() {
        assertThat(outgoing.send(text("a"))).isTrue();

        assertThat(reader.read).containsExactly(text("a"));
    }

    @Test
    void whatWaitsIsSentInOrderWhenTheOtherEndReadsAgain() {
        reader.ready = false;
        outgoing.send(text("a"));
        outgoing.send(text("b"));
        reader.ready = true;
        outgoing.send(text("c"));

        outgoing.drain();

        assertThat(reader.read).containsExactly(text("a"), text("b"), text("c"));
    }

    @Test
    void oneThatDoesNotReadGetsNoMoreThanTheLimit() {
        reader.ready = false;

        assertThat(outgoing.send(text("0123456789"))).isTrue();
        assertThat(outgoing.send(text("0123456789"))).isFalse();
        assertThat(outgoing.send(text("0"))).isTrue();
    }

    @Test
    void aMessageAboveTheLimitIsTakenWhenNothingWaits() {
        reader.ready = false;

        assertThat(outgoing.send(text("0123456789012345678901234567890"))).isTrue();
        assertThat(outgoing.send(text(""))).isFalse();
    }

    @Test
    void nothingFollowsTheEnd() {
        reader.ready = false;
        outgoing.send(text("a"));

        outgoing.complete();
        reader.ready = true;
        outgoing.send(text("b"));
        outgoing.drain();
        outgoing.complete();

        assertThat(reader.read).isEmpty();
        assertThat(reader.completions).isEqualTo(1);
    }

    private static StringValue text(String value) {
        return StringValue.of(value);
    }

    /** The other end, which reads when it is ready. */
    private static final class Reader extends CallStreamObserver<StringValue> {

        private final List<StringValue> read = new ArrayList<>();
        private boolean ready = true;
        private int completions;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void onNext(StringValue message) {
            read.add(message);
        }

        @Override
        public void onCompleted() {
            completions++;
        }

        @Override
        public void onError(Throwable reason) {}

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void disableAutoInboundFlowControl() {}
    }
}
