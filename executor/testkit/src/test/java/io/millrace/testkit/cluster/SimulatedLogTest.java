package io.millrace.testkit.cluster;

import io.millrace.testkit.joblog.JobLogContract;
import java.util.Random;

/** The log that simulations go by keeps the contract of the real one. */
class SimulatedLogTest extends JobLogContract {

    private final SimulatedLog log = new SimulatedLog(
            new Random(1), () -> Faults.NONE, Sabotage.NONE, new Invariants(new SimulatedCluster(1, Sabotage.NONE)));

    @Override
    protected Owned takeOver() {
        long epoch = log.takeOver();
        return new Owned(log.of(epoch), epoch);
    }
}
