package io.millrace.testkit.played;

import io.millrace.engine.job.AttemptRunner;
import io.millrace.engine.task.Worker;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.spi.testing.ManualBlockingWork;
import java.util.List;

/** One executor: its life, and the threads that the test plays. */
record PlayedExecutor(ExecutorId id, AttemptRunner runner, List<Worker> workers, ManualBlockingWork io) {

    /** A turn of each worker; says whether any did something. */
    boolean work() {
        boolean worked = false;
        for (Worker worker : workers) {
            worked |= worker.runOnce();
        }
        return worked;
    }
}
