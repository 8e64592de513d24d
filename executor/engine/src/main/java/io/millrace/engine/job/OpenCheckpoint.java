package io.millrace.engine.job;

import io.millrace.engine.checkpoint.CheckpointFiles.Written;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.engine.checkpoint.SourceSnapshot;
import io.millrace.engine.checkpoint.StoredFile;
import io.millrace.engine.checkpoint.TaskSnapshot;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.NodeCheckpoint;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartCheckpoint.Stage;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** The checkpoint that an executor's part of an attempt works on: what is known of its tasks. Called in the mailbox. */
final class OpenCheckpoint {

    private final long begunNanos;
    private final long takenMicros;
    private final List<SourceSnapshot> sources = new ArrayList<>();

    /** Tasks that are past the barrier, or had ended before. */
    private final Set<TaskId> known = new HashSet<>();

    private final Map<TaskId, TaskSnapshot> tasks = new TreeMap<>();
    private final IntFunction<String> nodeOf;
    private final Map<String, NodeCheckpoint> nodes = new TreeMap<>();
    private PartCheckpoint now;

    /**
     * @param nodeOf the node of an operator
     */
    OpenCheckpoint(long number, long begunNanos, long takenMicros, IntFunction<String> nodeOf) {
        this.nodeOf = nodeOf;
        this.begunNanos = begunNanos;
        this.takenMicros = takenMicros;
        now = PartCheckpoint.begun(number);
    }

    long number() {
        return now.number();
    }

    Stage stage() {
        return now.stage();
    }

    boolean isFailed() {
        return now.stage() == Stage.FAILED;
    }

    /** All there is to tell. */
    PartCheckpoint now() {
        return now;
    }

    void add(List<SourceSnapshot> more) {
        sources.addAll(more);
    }

    boolean knows(TaskId task) {
        return known.contains(task);
    }

    boolean knows(Collection<TaskId> all) {
        return known.containsAll(all);
    }

    /** A task had come to its end before the barrier. */
    void ended(TaskId task) {
        known.add(task);
        tasks.put(task, TaskSnapshot.ended(task));
    }

    /** A task is past the barrier; its states are to be written. */
    void passed(TaskStates.Cut cut) {
        known.add(cut.task());
        CheckpointFigures figures = now.figures();
        now = now.with(new CheckpointFigures(
                figures.bytesWritten(),
                figures.stateBytes(),
                Math.max(figures.alignMicros(), TimeUnit.NANOSECONDS.toMicros(cut.alignNanos())),
                Math.max(figures.stallMicros(), TimeUnit.NANOSECONDS.toMicros(cut.stallNanos())),
                figures.durationMicros()));
    }

    /** The states of a task are written. */
    void wrote(TaskStates.Cut cut, Written written) {
        List<AtBarrier> operators = new ArrayList<>();
        for (int i = 0; i < cut.operators().size(); i++) {
            TaskStates.OperatorCut operator = cut.operators().get(i);
            operators.add(new AtBarrier(
                    operator.operator(),
                    operator.watermarks(),
                    written.snapshots().get(i),
                    operator.splits()));
            add(operator, written.snapshots().get(i), written.file());
        }
        TaskSnapshot task = new TaskSnapshot(cut.task(), operators);
        tasks.put(cut.task(), task);
        CheckpointFigures figures = now.figures();
        now = now.with(new CheckpointFigures(
                figures.bytesWritten()
                        + written.file().map(StoredFile::sizeBytes).orElse(0L),
                figures.stateBytes()
                        + StoredFiles.segments(List.of(task))
                                .mapToLong(segment -> segment.length())
                                .sum(),
                figures.alignMicros(),
                figures.stallMicros(),
                figures.durationMicros()));
    }

    private void add(TaskStates.OperatorCut operator, OperatorSnapshot state, Optional<StoredFile> file) {
        long bytes = 0;
        long rows = 0;
        long own = 0;
        for (OperatorSnapshot.State one : state.states()) {
            rows += one.rows();
            for (OperatorSnapshot.Segment segment : one.segments()) {
                bytes += segment.length();
                if (file.isPresent() && file.get().path().equals(segment.path())) {
                    own += segment.length();
                }
            }
        }
        String node = nodeOf.apply(operator.operator());
        nodes.merge(
                node,
                new NodeCheckpoint(
                        node,
                        bytes,
                        rows,
                        own,
                        TimeUnit.NANOSECONDS.toMicros(operator.alignNanos()),
                        TimeUnit.NANOSECONDS.toMicros(operator.stallNanos())),
                NodeCheckpoint::and);
    }

    void at(Stage stage) {
        now = now.at(stage);
    }

    /** The part file, once all is written. */
    Manifest part(Fence fence, PlanIdentity plan, Prepared prepared, StoredFiles stored) {
        return new Manifest(
                fence.deployment(),
                fence.attempt(),
                number(),
                takenMicros,
                plan,
                new ArrayList<>(tasks.values()),
                sources,
                prepared,
                stored.namedBy(tasks.values()));
    }

    void wrotePart(String path, Prepared prepared, long nowNanos) {
        CheckpointFigures figures = now.figures();
        now = now.at(Stage.WRITTEN, path, prepared)
                .with(new CheckpointFigures(
                        figures.bytesWritten(),
                        figures.stateBytes(),
                        figures.alignMicros(),
                        figures.stallMicros(),
                        TimeUnit.NANOSECONDS.toMicros(nowNanos - begunNanos),
                        nodes.values().stream()
                                .filter(NodeCheckpoint::isWorthTelling)
                                .toList()));
    }

    void merged(String manifest, Prepared all) {
        now = now.at(Stage.MERGED, manifest, all);
    }

    void fail(RunError error) {
        now = now.failed(Stage.FAILED, error);
    }
}
