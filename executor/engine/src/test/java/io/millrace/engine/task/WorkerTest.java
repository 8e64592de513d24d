package io.millrace.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.testing.ManualBlockingWork;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker on a thread of its own. */
class WorkerTest {

    private static final long PATIENCE_SECONDS = 30;

    /** How long an idle worker is watched; in CPU time, so that other load on the machine does not count. */
    private static final Duration WATCHED = Duration.ofSeconds(1);

    /** The time of the JVM; nothing here waits for a moment. */
    private static final Clock CLOCK = new Clock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long wallMicros() {
            throw new AssertionError("Nobody asks for the time of day");
        }

        @Override
        public Completion at(long nanoTime) {
            throw new AssertionError("Nobody waits for a moment");
        }
    };

    private final Worker worker = new Worker(CLOCK);
    private final Thread thread = new Thread(worker, "worker under test");
    private final CountDownLatch finished = new CountDownLatch(2);

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        worker.stop();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(thread.isAlive()).as("a stopped worker ends").isFalse();
    }

    @Test
    void aWorkerWithNothingToDoTakesLessThanThreeHundredthsOfACore() throws InterruptedException {
        Waiting first = new Waiting();
        Waiting second = new Waiting();
        worker.add(task(first));
        worker.add(task(second));
        assertThat(first.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getThreadCpuTime(thread.threadId());
        assertThat(finished.await(WATCHED.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        long spent = threads.getThreadCpuTime(thread.threadId()) - before;

        assertThat(Duration.ofNanos(spent)).isLessThan(WATCHED.multipliedBy(3).dividedBy(100));
    }

    @Test
    void aParkedWorkerIsWokenByWhatItsTasksWaitFor() throws InterruptedException {
        Waiting first = new Waiting();
        Waiting second = new Waiting();
        worker.add(task(first));
        assertThat(first.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        worker.add(task(second));
        assertThat(second.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        first.awaited.complete();
        second.awaited.complete();

        assertThat(finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private Task task(Operator operator) {
        TaskEnvironment.Nodes nodes = new TaskEnvironment.Nodes() {
            @Override
            public NodeMetrics metrics(String nodeId) {
                return new NodeMetrics();
            }

            @Override
            public RowErrors errors(String nodeId) {
                throw new AssertionError("No row fails here");
            }
        };
        TaskListener listener = new TaskListener() {
            @Override
            public void finished(Task task) {
                finished.countDown();
            }

            @Override
            public void cancelled(Task task) {}

            @Override
            public void failed(Task task, Throwable cause) {}
        };
        TaskEnvironment environment =
                new TaskEnvironment(0, 1, new TaskPools(), nodes, CLOCK, ManualBlockingWork.direct(), (_, _, _) -> {});
        TaskBuilder builder = new TaskBuilder("waiting", environment, worker::wake, listener, (_, _) -> {});
        builder.add(0, "node", _ -> operator, new OperatorInputs(List.of()), List.of(), new NoState());
        return builder.build();
    }

    /** Waits for something, then is done. */
    private static final class Waiting implements Operator {

        private final Completion awaited = new Completion();
        private final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public Progress step() {
            if (awaited.isDone()) {
                return Progress.DONE;
            }
            asked.countDown();
            return Progress.waiting(awaited);
        }

        @Override
        public void close() {}
    }
}
