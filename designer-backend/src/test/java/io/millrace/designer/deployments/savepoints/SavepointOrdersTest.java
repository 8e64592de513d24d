package io.millrace.designer.deployments.savepoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.Clock;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Moving;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Standing;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.SavepointReport.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Orders to executors that the test plays, with a clock that it moves. */
final class SavepointOrdersTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(0, 1));
    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");

    private final PlayedLines lines = new PlayedLines();
    private long nowNanos;
    private final SavepointOrders orders = new SavepointOrders(lines, new SecureRandom(), new Clock() {
        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public long wallMicros() {
            return nowNanos / 1_000;
        }
    });

    @Test
    void anArchiveIsExpectedBeforeTheExecutorHearsOfIt() {
        lines.present.add(A);
        for (Work work : new Work[] {new Work.Send(), new Work.Receive(1)}) {
            try (Moving moving = orders.move(WORKSPACE, A, "s-1", work)) {
                assertThat(lines.ordered.getLast().id())
                        .isEqualTo(moving.order().id());
            }
        }
        assertThat(lines.ordered).hasSize(2);
        assertThat(lines.tooEarly).isEmpty();
        assertThat(lines.waiting()).isZero();
    }

    @Test
    void whatIsDoneIsKnownAndOfWhatIsNotWantedNothingIsHeard() {
        lines.present.add(A);
        Standing order = orders.give(WORKSPACE, A, "s-1", new Work.Restore(Optional.empty()));
        orders.reported(WORKSPACE, new SavepointReport(order.id(), new State.UnderWay(3, 10)));
        assertThat(order.progress()).isEqualTo(new State.UnderWay(3, 10));
        orders.reported(new WorkspaceId(new UUID(0, 2)), new SavepointReport(order.id(), State.Done.PLAIN));
        assertThat(order.end()).isEmpty();
        order.close();
        orders.reported(WORKSPACE, new SavepointReport(order.id(), State.Done.PLAIN));
        assertThat(order.end()).isEmpty();
    }

    @Test
    void anExecutorThatIsNotThereForAWhileIsLost() {
        lines.present.add(A);
        lines.present.add(B);
        assertThat(orders.executor(WORKSPACE, Set.of(B))).contains(B);
        Standing order = orders.give(WORKSPACE, A, "s-1", new Work.Restore(Optional.empty()));
        lines.present.remove(A);
        nowNanos += Duration.ofSeconds(14).toNanos();
        order.say();
        assertThat(order.end()).isEmpty();
        nowNanos += Duration.ofSeconds(2).toNanos();
        order.say();
        assertThat(order.end())
                .containsInstanceOf(State.Failed.class)
                .get()
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo("savepoint.executorLost"));
        assertThat(orders.executor(WORKSPACE, Set.of(A))).contains(B);
    }
}
