package io.millrace.testkit.cluster;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.protocol.job.Heartbeat;
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
                cluster.log().of(ownerEpoch));
        tick();
    }

    Coordinator coordinator() {
        return coordinator;
    }

    void receive(Heartbeat heartbeat) {
        coordinator.heard(heartbeat);
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
}
