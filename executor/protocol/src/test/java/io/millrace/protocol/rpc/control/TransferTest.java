package io.millrace.protocol.rpc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.rpc.control.Conversation.Ear;
import io.millrace.protocol.rpc.control.Conversation.Heard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Orders about savepoints and their reports, and archives of any length on their way. */
final class TransferTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final int LENGTH = 5_000_017;

    private static byte[] archive() {
        byte[] bytes = new byte[LENGTH];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** On a thread of its own, as both ends wait. */
    private static <T> CompletableFuture<T> beside(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static boolean send(SavepointTransfer over, byte[] bytes) throws IOException {
        try (over) {
            OutputStream out = over.out();
            out.write(bytes);
            out.close();
            return true;
        }
    }

    private static byte[] receive(SavepointTransfer over) throws IOException {
        try (over;
                InputStream in = over.in()) {
            return in.readAllBytes();
        }
    }

    @Test
    void anOrderAndItsReportTravelBesideCommands() throws Exception {
        try (Conversation conversation = new Conversation()) {
            Ear executor = new Ear();
            ControlPlaneLink link = conversation.link("a", executor);
            executor.next(Heard.Joined.class);
            var attached = conversation.controlPlane.next(Heard.Attached.class).executor();

            SavepointOrder order = new SavepointOrder(-7, "s-1", new SavepointOrder.Work.Restore(Optional.empty()));
            assertThat(conversation.gateway().order(Conversation.CLUSTER, A, order))
                    .isTrue();
            assertThat(executor.next(Heard.Ordered.class).order()).isEqualTo(order);
            assertThat(conversation.gateway().order(Conversation.CLUSTER, new ExecutorId("b"), order))
                    .isFalse();

            SavepointReport report = new SavepointReport(-7, new SavepointReport.State.UnderWay(1, 2));
            link.send(report);
            assertThat(conversation.controlPlane.next(Heard.Reported.class))
                    .isEqualTo(new Heard.Reported(attached, report));
        }
    }

    @Test
    void whatIsWrittenAtOneEndIsReadAtTheOther() throws Exception {
        byte[] archive = archive();
        try (Conversation conversation = new Conversation()) {
            ControlPlaneLink link = conversation.link("a", new Ear());

            SavepointTransfer up = conversation.gateway().transfer(Conversation.CLUSTER, 1);
            var sent = beside(() -> send(link.transfer(1), archive));
            assertThat(receive(up)).isEqualTo(archive);
            assertThat(sent.get(20, TimeUnit.SECONDS)).isTrue();

            SavepointTransfer down = conversation.gateway().transfer(Conversation.CLUSTER, 2);
            var received = beside(() -> receive(link.transfer(2)));
            send(down, archive);
            assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(archive);
        }
    }

    @Test
    void nobodyTakesHalfAnArchiveForAWholeOne() throws Exception {
        byte[] archive = archive();
        try (Conversation conversation = new Conversation()) {
            ControlPlaneLink link = conversation.link("a", new Ear());
            SavepointTransfer up = conversation.gateway().transfer(Conversation.CLUSTER, 1);
            var cut = beside(() -> {
                try (SavepointTransfer over = link.transfer(1)) {
                    over.out().write(archive, 0, LENGTH / 2);
                    over.out().flush();
                    return true;
                }
            });
            assertThatThrownBy(() -> receive(up)).isInstanceOf(IOException.class);
            cut.get(20, TimeUnit.SECONDS);

            SavepointTransfer down = conversation.gateway().transfer(Conversation.CLUSTER, 2);
            var refused = beside(() -> {
                try (SavepointTransfer over = link.transfer(2)) {
                    return over.in().read();
                }
            });
            assertThatThrownBy(() -> send(down, archive)).isInstanceOf(IOException.class);
            refused.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatNobodyWaitsForIsTurnedAway() throws Exception {
        try (Conversation conversation = new Conversation()) {
            ControlPlaneLink link = conversation.link("a", new Ear());
            conversation.gateway().transfer(Conversation.CLUSTER, 1).close();
            assertThatThrownBy(() -> receive(link.transfer(1))).hasMessageContaining("nobody waits for this transfer");
        }
    }
}
