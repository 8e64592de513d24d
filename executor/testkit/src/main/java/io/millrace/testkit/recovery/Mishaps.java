package io.millrace.testkit.recovery;

import io.millrace.coordinator.state.Running;
import io.millrace.engine.attempt.PartEvent;
import io.millrace.model.error.RunError;
import io.millrace.protocol.exchange.PeerLoss;
import io.millrace.protocol.job.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Things that go wrong, and for how long. */
final class Mishaps {

    private static final long SECOND = 1_000_000_000L;

    private final RecoverySimulation simulation;
    private final TreeMap<ExecutorId, Long> cutOff = new TreeMap<>();
    private final List<String> damages = new ArrayList<>();
    private Weather weather = Weather.CALM;

    Mishaps(RecoverySimulation simulation) {
        this.simulation = simulation;
    }

    private Random random() {
        return simulation.random();
    }

    /** How often small things go wrong now. */
    Weather weather() {
        return weather;
    }

    /** Files that were damaged, ever. */
    List<String> damages() {
        return damages;
    }

    /** Whether an executor is cut off from the control plane. */
    boolean isCutOff(ExecutorId executor) {
        return cutOff.getOrDefault(executor, 0L) > simulation.time().nowNanos();
    }

    private long soon(int seconds) {
        return simulation.time().nowNanos() + random().nextLong(seconds * SECOND);
    }

    /** Nothing goes wrong any more; what has happened stays so. */
    void end() {
        weather = Weather.CALM;
        cutOff.clear();
    }

    /** Something goes wrong. */
    void happens(FaultKind kind) {
        switch (kind) {
            case HOST_DIES -> host().or(this::any).ifPresent(this::kill);
            case EXECUTOR_DIES -> any().ifPresent(this::kill);
            case EXECUTOR_PAUSES -> any().ifPresent(executor -> executor.pause(soon(25)));
            case EXECUTOR_IS_CUT_OFF -> any().ifPresent(executor -> cutOff.put(executor.id(), soon(25)));
            case PEERS_ARE_CUT -> cutPeers();
            case TASK_FAILS -> any().ifPresent(this::fail);
            case COORDINATOR_DIES -> simulation.control().die();
            case COORDINATOR_IS_REPLACED -> simulation.control().isReplaced();
            case STORAGE_IS_DAMAGED -> damage();
            case MESSAGES_ARE_LOST,
                    MESSAGES_ARE_REPEATED,
                    MESSAGES_ARE_LATE,
                    STORAGE_IS_FULL,
                    STORAGE_IS_SLOW,
                    LOG_IS_AWAY,
                    COMMITS_FAIL -> {
                weather = weather.with(kind);
                simulation.time().after((1 + random().nextInt(6)) * SECOND, () -> weather = Weather.CALM);
            }
        }
    }

    private Optional<RowExecutor> host() {
        return simulation.log().state().orElse(null) instanceof Running running
                ? simulation.executor(running.placement().host())
                : Optional.empty();
    }

    private Optional<RowExecutor> any() {
        List<RowExecutor> all = List.copyOf(simulation.executors());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random().nextInt(all.size())));
    }

    private void kill(RowExecutor executor) {
        simulation.kill(executor);
        if (random().nextInt(4) > 0) {
            simulation.control().gone(executor.id());
        }
        simulation.time().after(500_000_000L + random().nextLong(2 * SECOND), simulation::startExecutor);
        simulation.time().after(random().nextLong(SECOND), () -> lost(executor.id()));
    }

    /** Those it worked with notice. */
    private void lost(ExecutorId gone) {
        for (RowExecutor other : List.copyOf(simulation.executors())) {
            for (RowTasks tasks : List.copyOf(other.allTasks())) {
                if (tasks.placement().executors().contains(gone) && !tasks.isOver()) {
                    breaks(other, tasks, PeerLoss.of(gone, "its process has ended"));
                }
            }
        }
    }

    private static void breaks(RowExecutor executor, RowTasks tasks, RunError error) {
        executor.after(0, () -> executor.happened(tasks.fence(), new PartEvent.Broke(error)));
    }

    private void cutPeers() {
        RowExecutor one = any().orElse(null);
        RowExecutor other = any().orElse(null);
        if (one == null || other == null || one == other) {
            return;
        }
        simulation.links().cut(one.id(), other.id());
        for (RowExecutor each : List.of(one, other)) {
            RowExecutor peer = each == one ? other : one;
            for (RowTasks tasks : List.copyOf(each.allTasks())) {
                if (tasks.placement().executors().contains(peer.id()) && !tasks.isOver()) {
                    breaks(each, tasks, PeerLoss.of(peer.id(), "connection reset"));
                }
            }
        }
    }

    private void fail(RowExecutor executor) {
        executor.allTasks().stream()
                .filter(tasks -> !tasks.isOver())
                .findFirst()
                .ifPresent(tasks -> breaks(executor, tasks, RunError.external("simulated", "A task broke.", true)));
    }

    /** The manifest or a part of the last checkpoint is damaged, and soon somebody wants to read it. */
    private void damage() {
        simulation.log().lastThatCounts().flatMap(row -> row.manifest()).ifPresent(manifest -> {
            String path = manifest;
            if (random().nextBoolean()
                    && simulation.storage().read(manifest).orElse(null) instanceof Contents.Manifest found
                    && !found.parts().isEmpty()) {
                path = found.parts().get(random().nextInt(found.parts().size()));
            }
            simulation.storage().damage(path);
            damages.add(path);
            any().ifPresent(this::kill);
        });
    }
}
