package io.millrace.designer.cluster;

import java.time.Instant;
import java.util.List;

/** The cluster of a workspace. */
record ClusterView(ControlPlaneView controlPlane, List<ExecutorView> executors, List<TurnedAwayView> turnedAway) {

    /**
     * Executors that wanted to join and were not let in.
     *
     * @param at when it happened last
     * @param from the address the last of them called from
     * @param reason in words, with what to do
     */
    record TurnedAwayView(Instant at, String from, String reason) {}

    /**
     * This process.
     *
     * @param version of Millrace
     * @param grpcAddress where executors join, {@code HOST:PORT}
     */
    record ControlPlaneView(String version, String grpcAddress) {}

    /**
     * An executor.
     *
     * @param name machine and process, for people
     * @param slots how many workers it has
     * @param version of Millrace
     * @param since when it joined
     * @param lastHeard when it was heard last
     * @param jobs the deployments it runs tasks of
     */
    record ExecutorView(
            String id,
            String name,
            ExecutorState state,
            int slots,
            String version,
            Instant since,
            Instant lastHeard,
            List<String> jobs) {}
}
