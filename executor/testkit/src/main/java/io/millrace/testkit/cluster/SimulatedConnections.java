package io.millrace.testkit.cluster;

import java.util.List;
import java.util.Random;

/**
 * The connections between executors. When one breaks, what was under way either way may be lost, and at least one end
 * notices, at once or when it tries the connection. Chance of its own: it decides when nothing else does.
 */
final class SimulatedConnections {

    /** Silent connections are tried and given up within this time. */
    private static final int LONGEST_NOTICE_MS = 15_000;

    private final SimulatedCluster cluster;
    private final Random random;

    SimulatedConnections(SimulatedCluster cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
    }

    /** A second has passed. */
    void chaos() {
        List<SimulatedExecutor> all = List.copyOf(cluster.executors());
        for (SimulatedExecutor one : all) {
            for (SimulatedExecutor other : all) {
                if (one != other && random.nextDouble() < cluster.faults().cuts() / 60) {
                    cut(one, other);
                }
            }
        }
    }

    private void cut(SimulatedExecutor sender, SimulatedExecutor receiver) {
        receiver.missesWords(sender);
        if (random.nextBoolean()) {
            sender.missesWords(receiver);
        }
        int notices = random.nextInt(3);
        if (notices != 0) {
            notices(sender, receiver);
        }
        if (notices != 1) {
            notices(receiver, sender);
        }
    }

    private void notices(SimulatedExecutor executor, SimulatedExecutor peer) {
        int later = random.nextBoolean() ? 0 : random.nextInt(LONGEST_NOTICE_MS);
        executor.after(later, () -> executor.lost(peer.id()));
    }
}
