package io.millrace.testkit.cluster;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.PartReport;
import java.util.List;
import java.util.function.Consumer;

/** A control plane process: the real coordinator. */
final class SimulatedCoordinator extends SimulatedProcess {

    private static final long TICK_MS = 500;

    private final SimulatedCluster cluster;
    private final Coordinator coordinator;

    SimulatedCoordinator(SimulatedCluster cluster, long ownerEpoch) {
        super(cluster.time());
        this.cluster = cluster;
        long started = cluster.time().nowNanos();
        int speed = cluster.sabotage() == Sabotage.COORDINATOR_IS_HASTY ? 5 : 1;
        Clock clock = new Clock() {
            @Override
            public long nanoTime() {
                return (cluster.time().nowNanos() - started) * speed;
            }

            @Override
            public long wallMicros() {
                return cluster.time().nowNanos() / 1_000;
            }
        };
        coordinator = new Coordinator(
                ownerEpoch,
                CoordinatorSettings.standard(),
                clock,
                (to, command) -> cluster.toExecutor(to, command),
                cluster.log().of(ownerEpoch),
                new io.millrace.coordinator.checkpoint.MemoryCheckpointLog());
        tick();
    }

    Coordinator coordinator() {
        return coordinator;
    }

    void receive(Heartbeat heartbeat) {
        coordinator.heard(tampered(heartbeat));
        cluster.invariants().check();
    }

    /** A request of a user, who is told what becomes of it only when this process runs. */
    void request(Consumer<Coordinator> what) {
        after(0, () -> what.accept(coordinator));
    }

    private void tick() {
        coordinator.tick();
        cluster.invariants().check();
        after(TICK_MS, this::tick);
    }

    private Heartbeat tampered(Heartbeat beat) {
        if (cluster.sabotage() != Sabotage.REPORTS_ARE_NOT_FENCED) {
            return beat;
        }
        List<PartReport> parts = beat.parts().stream()
                .map(part -> new PartReport(
                        new Fence(
                                part.fence().deployment(),
                                cluster.log()
                                        .last(part.fence().deployment())
                                        .map(last -> Math.max(1, last.state().attempt()))
                                        .orElse(1L),
                                part.fence().ownerEpoch()),
                        part.status(),
                        part.error(),
                        part.prepared(),
                        part.nodes(),
                        part.checkpoint()))
                .toList();
        return new Heartbeat(
                beat.executor(), beat.sequence(), beat.sentNanos(), beat.ownerEpoch(), beat.slots(), parts);
    }
}
