package io.millrace.testkit.recovery;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.coordinator.DeploymentRefused;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.RestartPolicy;
import io.millrace.coordinator.checkpoint.CheckpointSettings;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.Prepared;
import io.millrace.testkit.cluster.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Control planes with the real coordinator, one after the other, and the network between them and executors. */
final class Control {

    private static final long SECOND = 1_000_000_000L;
    private static final long TICK_MS = 500;

    private static final CoordinatorSettings SETTINGS = new CoordinatorSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(12),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            RestartPolicy.standard(),
            new CheckpointSettings(Duration.ofSeconds(15), 3, 3));

    /** One process. */
    private final class ControlPlane extends SimulatedProcess {

        private final Coordinator coordinator;

        ControlPlane(long epoch) {
            super(simulation.time());
            long started = simulation.time().nowNanos();
            Clock clock = new Clock() {
                @Override
                public long nanoTime() {
                    return simulation.time().nowNanos() - started;
                }

                @Override
                public long wallMicros() {
                    return simulation.time().nowNanos() / 1_000;
                }
            };
            coordinator = new Coordinator(
                    epoch,
                    SETTINGS,
                    clock,
                    Control.this::toExecutor,
                    simulation.log().jobs(epoch),
                    simulation.log().checkpoints(epoch));
            tick();
        }

        private void tick() {
            coordinator.tick();
            after(TICK_MS, this::tick);
        }
    }

    private final RecoverySimulation simulation;
    private Optional<ControlPlane> current = Optional.empty();
    private final List<ControlPlane> undead = new ArrayList<>();

    Control(RecoverySimulation simulation) {
        this.simulation = simulation;
    }

    private Random random() {
        return simulation.random();
    }

    void takeOver() {
        current = Optional.of(new ControlPlane(simulation.log().takeOver()));
    }

    void die() {
        current.ifPresent(SimulatedProcess::kill);
        current = Optional.empty();
        simulation.time().after(random().nextLong(5 * SECOND), this::takeOver);
    }

    /** A successor takes over while this one lives on, for as long as it thinks it should. */
    void isReplaced() {
        current.ifPresent(undead::add);
        current.ifPresent(one -> {
            if (random().nextBoolean()) {
                one.pause(simulation.time().nowNanos() + random().nextLong(20 * SECOND));
            }
        });
        takeOver();
    }

    void calm() {
        undead.forEach(SimulatedProcess::kill);
        undead.clear();
        if (current.isEmpty()) {
            takeOver();
        }
    }

    /** Whoever started the executor has seen it end. */
    void gone(ExecutorId executor) {
        current.ifPresent(one -> one.after(random().nextInt(500), () -> one.coordinator.gone(executor)));
    }

    /** Someone asks until there is an answer. */
    void ask(Consumer<Coordinator> what) {
        if (current.isEmpty()) {
            simulation.time().after(SECOND, () -> ask(what));
            return;
        }
        ControlPlane asked = current.get();
        asked.after(0, () -> {
            try {
                what.accept(asked.coordinator);
            } catch (DeploymentRefused | JobLog.Unavailable | JobLog.NotOwner again) {
                simulation.time().after(SECOND, () -> ask(what));
            }
        });
    }

    private void toExecutor(ExecutorId to, LeasedCommand command) {
        send(() -> simulation
                .executor(to)
                .filter(executor -> !simulation.mishaps().isCutOff(to))
                .ifPresent(executor -> executor.after(0, () -> executor.receive(command))));
    }

    void toCoordinator(RowExecutor from, Heartbeat heartbeat) {
        if (simulation.mishaps().isCutOff(from.id())) {
            return;
        }
        Heartbeat told = tampered(from, heartbeat);
        // Which one it is still connected to is chance as well.
        Optional<ControlPlane> to = !undead.isEmpty() && random().nextInt(3) == 0
                ? Optional.of(undead.get(random().nextInt(undead.size())))
                : current;
        to.ifPresent(target -> send(() -> target.after(0, () -> target.coordinator.heard(told))));
    }

    private void send(Runnable arrive) {
        Weather weather = simulation.mishaps().weather();
        if (random().nextDouble() < weather.loss()) {
            return;
        }
        simulation.time().after(delay(weather), arrive);
        if (random().nextDouble() < weather.doubling()) {
            simulation.time().after(delay(weather), arrive);
        }
    }

    private long delay(Weather weather) {
        return random().nextDouble() < weather.lateness()
                ? random().nextLong(8 * SECOND)
                : SECOND / 1_000 + random().nextLong(SECOND / 20);
    }

    private Heartbeat tampered(RowExecutor from, Heartbeat beat) {
        if (simulation.sabotage() != RecoverySabotage.COMPLETED_BEFORE_ALL_PARTS) {
            return beat;
        }
        List<PartReport> parts = beat.parts().stream()
                .map(part -> new PartReport(
                        part.fence(),
                        part.status(),
                        part.error(),
                        part.prepared(),
                        part.nodes(),
                        part.checkpoint().map(checkpoint -> boast(from, part, checkpoint))))
                .toList();
        return new Heartbeat(
                beat.executor(), beat.sequence(), beat.sentNanos(), beat.ownerEpoch(), beat.slots(), parts);
    }

    private static PartCheckpoint boast(RowExecutor from, PartReport part, PartCheckpoint checkpoint) {
        boolean isUnderWay = checkpoint.stage() == Stage.ALIGNING || checkpoint.stage() == Stage.WRITING;
        return isUnderWay
                ? checkpoint.at(
                        Stage.WRITTEN, RowTasks.path(part.fence(), checkpoint.number(), from.id()), Prepared.NOTHING)
                : checkpoint;
    }
}
