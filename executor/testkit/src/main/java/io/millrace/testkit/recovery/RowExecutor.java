package io.millrace.testkit.recovery;

import io.millrace.engine.attempt.ExecutorParts;
import io.millrace.engine.attempt.PartAction;
import io.millrace.engine.attempt.PartEvent;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand.Conclusion;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.Restore;
import io.millrace.testkit.cluster.SimulatedProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An executor process: the real decisions of one, and tasks that are pretended row by row. */
final class RowExecutor extends SimulatedProcess {

    static final int SLOTS = 2;
    private static final long HEARTBEAT_MS = 1_000;

    private final ExecutorId id;
    private final RecoverySimulation simulation;
    private final Map<Long, RowTasks> attempts = new HashMap<>();
    private final long clockOffset;
    private final double clockSpeed;
    private ExecutorParts parts;

    RowExecutor(ExecutorId id, RecoverySimulation simulation) {
        super(simulation.time());
        this.id = id;
        this.simulation = simulation;
        clockOffset = simulation.random().nextLong(1_000_000_000_000L);
        clockSpeed = 0.96 + 0.08 * simulation.random().nextDouble();
        parts = new ExecutorParts(id, SLOTS, _ -> List.of());
        beat();
    }

    ExecutorId id() {
        return id;
    }

    Optional<RowTasks> tasks(Fence attempt) {
        return Optional.ofNullable(attempts.get(attempt.attempt()));
    }

    Optional<RowTasks> tasks(long attempt) {
        return Optional.ofNullable(attempts.get(attempt));
    }

    Collection<RowTasks> allTasks() {
        return attempts.values();
    }

    private long clock() {
        return clockOffset + (long) (simulation.time().nowNanos() * clockSpeed);
    }

    private void beat() {
        tell();
        after(HEARTBEAT_MS, this::beat);
    }

    private void tell() {
        simulation.control().toCoordinator(this, parts.heartbeat(clock()));
    }

    void receive(LeasedCommand command) {
        LeasedCommand taken = command;
        if (simulation.sabotage() == RecoverySabotage.THE_FENCE_IS_IGNORED) {
            taken = new LeasedCommand(command.command(), Long.MAX_VALUE);
            if (simulation.random().nextInt(20) == 0) {
                parts = new ExecutorParts(id, SLOTS, _ -> List.of());
            }
        }
        List<PartAction> actions = parts.command(taken, clock());
        actions.forEach(this::perform);
        if (!actions.isEmpty()) {
            after(0, this::tell);
        }
    }

    void happened(Fence fence, PartEvent event) {
        parts.happened(fence, event).forEach(this::perform);
        // Whatever changed is told at once.
        tell();
    }

    private void perform(PartAction action) {
        Fence fence = action.fence();
        switch (action) {
            case PartAction.Assemble(Fence _, var _, Placement placement, Optional<Restore> restore) ->
                assemble(fence, placement, restore);
            case PartAction.Run _ -> own(fence).ifPresent(RowTasks::run);
            case PartAction.StopReading _ -> own(fence).ifPresent(RowTasks::stop);
            case PartAction.EndTasks _ -> {
                Prepared left = own(fence)
                        .map(tasks -> {
                            tasks.cancel();
                            return tasks.unsettled();
                        })
                        .orElse(Prepared.NOTHING);
                after(simulation.random().nextInt(200), () -> happened(fence, new PartEvent.Ended(left)));
            }
            case PartAction.Conclude(Fence _, var _, Conclusion conclusion, Prepared prepared) ->
                conclude(fence, conclusion, prepared);
            case PartAction.BeginCheckpoint(Fence _, long number) ->
                own(fence).ifPresent(tasks -> tasks.beginEverywhere(number));
            case PartAction.MergeCheckpoint(Fence _, long number, List<String> files) -> merge(fence, number, files);
            case PartAction.CommitCheckpoint(Fence _, long number, Prepared prepared) ->
                commit(fence, number, prepared);
            case PartAction.Settle(Fence _, long number, boolean completed) -> {
                simulation.oracle().settles(this, fence, number, completed);
                Prepared rest =
                        own(fence).map(tasks -> tasks.settle(number, completed)).orElse(Prepared.NOTHING);
                after(0, () -> happened(fence, new PartEvent.Settled(number, rest)));
            }
            case PartAction.Deliver _, PartAction.Tap _ -> {}
            case PartAction.Forget _ -> forget(fence.attempt());
        }
    }

    private void forget(long attempt) {
        RowTasks tasks = attempts.remove(attempt);
        if (tasks != null) {
            tasks.close();
        }
    }

    /** What its tasks had open is closed. */
    void close() {
        attempts.values().forEach(RowTasks::close);
        attempts.clear();
    }

    private Optional<RowTasks> own(Fence fence) {
        return tasks(fence);
    }

    private void assemble(Fence fence, Placement placement, Optional<Restore> restore) {
        simulation.oracle().assembles(this, fence, restore);
        boolean isHost = placement.host().equals(id);
        after(simulation.random().nextInt(150), () -> {
            if (isHost) {
                Optional<RunError> failure = restore.isPresent() ? simulation.commitFailure() : Optional.empty();
                if (failure.isPresent()) {
                    happened(fence, new PartEvent.AssemblyFailed(failure.get()));
                    return;
                }
                restore.ifPresent(from -> simulation
                        .oracle()
                        .commits(fence, from.checkpoint(), repeated(from.checkpoint(), from.prepared())));
                simulation
                        .store()
                        .cleanUp(fence.attempt(), Set.of(), simulation.time().nowNanos());
            }
            after(restore.isPresent() ? simulation.storageMillis() : 0, () -> make(fence, placement, restore));
        });
    }

    private void make(Fence fence, Placement placement, Optional<Restore> restore) {
        Cut cut = Cut.BEGINNING;
        if (restore.isPresent()) {
            Optional<Cut> read = read(manifest(restore.get()));
            if (read.isEmpty()) {
                happened(
                        fence,
                        new PartEvent.AssemblyFailed(RunError.external(
                                "checkpoint.damaged",
                                "A file of checkpoint " + restore.get().checkpoint() + " is damaged.",
                                false)));
                return;
            }
            cut = read.get();
        }
        RowTasks tasks = new RowTasks(fence, placement, this, simulation, cut);
        attempts.put(fence.attempt(), tasks);
        happened(fence, new PartEvent.Assembled());
    }

    private String manifest(Restore restore) {
        if (simulation.sabotage() == RecoverySabotage.AN_OLDER_ONE_IS_RESTORED) {
            return simulation.log().rows().values().stream()
                    .filter(row -> row.counts() && row.number() < restore.checkpoint())
                    .reduce((_, later) -> later)
                    .flatMap(row -> row.manifest())
                    .orElse(restore.manifest());
        }
        return restore.manifest();
    }

    private Optional<Cut> read(String manifest) {
        boolean blind = simulation.sabotage() == RecoverySabotage.DAMAGE_IS_NOT_SEEN;
        if (!(simulation.storage().read(manifest).orElse(null) instanceof Contents.Manifest found)) {
            return blind ? Optional.of(Cut.of(List.of())) : Optional.empty();
        }
        List<Contents.PartFile> files = new ArrayList<>();
        for (String path : found.parts()) {
            if (simulation.storage().read(path).orElse(null) instanceof Contents.PartFile part) {
                files.add(part);
            } else if (!blind) {
                return Optional.empty();
            }
        }
        return Optional.of(Cut.of(files));
    }

    private void merge(Fence fence, long number, List<String> files) {
        stage(fence, Stage.MERGING);
        after(simulation.storageMillis(), () -> {
            Prepared prepared = Prepared.NOTHING;
            Optional<RunError> failure = simulation.storageFailure();
            for (String file : files) {
                if (simulation.storage().read(file).orElse(null) instanceof Contents.PartFile part) {
                    prepared = prepared.and(part.prepared());
                } else if (simulation.sabotage() != RecoverySabotage.COMPLETED_BEFORE_ALL_PARTS) {
                    failure = Optional.of(RunError.external("checkpoint.missing", file + " is not there.", true));
                }
            }
            if (failure.isPresent()) {
                tells(fence, PartCheckpoint.begun(number).failed(Stage.FAILED, failure.get()));
                return;
            }
            String path = RowTasks.manifest(fence, number);
            boolean isNew = simulation.storage().create(path, new Contents.Manifest(number, List.copyOf(files)));
            if (isNew && simulation.sabotage() == RecoverySabotage.COMMITTED_BEFORE_THE_ROW) {
                simulation.oracle().commits(fence, number, prepared);
            }
            tells(fence, PartCheckpoint.begun(number).at(Stage.MERGED, path, prepared));
        });
    }

    private void commit(Fence fence, long number, Prepared prepared) {
        stage(fence, Stage.COMMITTING);
        after(50 + simulation.random().nextInt(150), () -> {
            Optional<RunError> failure = simulation.commitFailure();
            // A commit that fails may have done its work.
            if (failure.isEmpty() || simulation.random().nextBoolean()) {
                simulation.oracle().commits(fence, number, repeated(number, prepared));
            }
            PartCheckpoint begun = PartCheckpoint.begun(number);
            tells(
                    fence,
                    failure.map(error -> begun.failed(Stage.COMMIT_FAILED, error))
                            .orElse(begun.at(Stage.COMMITTED)));
        });
    }

    private Prepared repeated(long number, Prepared prepared) {
        List<String> names = RowTasks.names(prepared);
        boolean differs = simulation.sabotage() == RecoverySabotage.COMMITTED_TWICE_DIFFERENTLY
                && simulation.oracle().wasCommitted(number)
                && !names.isEmpty();
        return differs ? Prepared.NOTHING : prepared;
    }

    private void tells(Fence fence, PartCheckpoint now) {
        stage(fence, now.stage());
        happened(fence, new PartEvent.Checkpoint(now));
    }

    private void stage(Fence fence, Stage now) {
        own(fence).ifPresent(tasks -> {
            if (tasks.stage().isPresent()) {
                tasks.stage(Optional.of(now));
            }
        });
    }

    private void conclude(Fence fence, Conclusion conclusion, Prepared prepared) {
        simulation.oracle().concludes(this, fence, conclusion);
        after(50 + simulation.random().nextInt(300), () -> {
            Optional<RunError> failure =
                    conclusion == Conclusion.COMMIT ? simulation.commitFailure() : Optional.empty();
            if (conclusion == Conclusion.COMMIT
                    && (failure.isEmpty() || simulation.random().nextBoolean())) {
                simulation.oracle().commits(fence, RowOracle.LAST, prepared);
            }
            if (conclusion == Conclusion.ABORT) {
                RowTasks.names(prepared).forEach(simulation.store()::remove);
            }
            if (failure.isEmpty()) {
                simulation
                        .store()
                        .cleanUp(
                                fence.attempt(),
                                Set.copyOf(simulation.log().decidedNames()),
                                simulation.time().nowNanos());
            }
            happened(fence, new PartEvent.Concluded(failure));
        });
    }
}
