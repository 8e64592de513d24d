package io.millrace.executor.savepoint;

import io.millrace.engine.checkpoint.Manifest;
import io.millrace.engine.checkpoint.TaskSnapshot;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.executor.savepoint.Savepoint.StateColumn;
import io.millrace.executor.savepoint.Savepoint.StateFile;
import io.millrace.executor.savepoint.Savepoint.StateKind;
import io.millrace.executor.savepoint.Savepoint.StoredFile;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.type.Column;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.source.Split;
import io.millrace.state.savepoint.StateExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a savepoint of a checkpoint. Takes as much memory as one operator of one task has state. One use, one thread, which
 * blocks.
 */
public final class SavepointWriter {

    private final StateBackend backend;
    private final CheckpointStorage checkpoints;
    private final SavepointFiles to;
    private final Progress progress;
    private final List<StoredFile> files = new ArrayList<>();
    private long doneBytes;
    private long allBytes;

    /** States so far, which their files are named by. */
    private int states;

    /** Hears how much of a checkpoint was written. */
    public interface Progress {

        /**
         * So much was.
         *
         * @param bytes of the checkpoint's state
         * @param of as much as there is
         */
        void at(long bytes, long of);
    }

    /**
     * @param backend of the executor that reads
     * @param checkpoints where the checkpoint is
     */
    public SavepointWriter(StateBackend backend, CheckpointStorage checkpoints, SavepointFiles to) {
        this(backend, checkpoints, to, (_, _) -> {});
    }

    /**
     * @param backend of the executor that reads
     * @param checkpoints where the checkpoint is
     * @param progress hears how far it is, often
     */
    public SavepointWriter(StateBackend backend, CheckpointStorage checkpoints, SavepointFiles to, Progress progress) {
        this.progress = progress;
        this.backend = backend;
        this.checkpoints = checkpoints;
        this.to = to;
    }

    /**
     * Writes all of it. On failure nothing stays.
     *
     * @param manifest of a checkpoint that was committed
     * @param document the revision that took it
     * @param plan what executors ran of that
     * @throws io.millrace.spi.error.RunException when it is of another plan, or a file of it is missing or damaged
     */
    public Savepoint write(Manifest manifest, PipelineDocument document, OperatorPlan plan) throws IOException {
        if (!manifest.plan().equals(PlanIdentity.of(plan))) {
            throw SavepointErrors.otherPlan(manifest.name(), document.id().value());
        }
        boolean isWritten = false;
        try {
            Savepoint savepoint = writeFiles(manifest, document, plan);
            to.finish(savepoint);
            isWritten = true;
            return savepoint;
        } finally {
            if (!isWritten) {
                to.delete();
            }
        }
    }

    private Savepoint writeFiles(Manifest manifest, PipelineDocument document, OperatorPlan plan) throws IOException {
        files.add(to.write(
                SavepointFiles.PIPELINE,
                CanonicalJson.pretty(DocumentWriter.json(document)).getBytes(StandardCharsets.UTF_8)));
        files.add(to.write(SavepointFiles.PLAN, OperatorPlanCodec.encode(plan)));
        allBytes = manifest.tasks().stream()
                .flatMap(task -> task.operators().stream())
                .flatMap(operator -> operator.state().states().stream())
                .mapToLong(SavepointWriter::bytes)
                .sum();
        progress.at(0, allBytes);
        Map<Integer, List<Savepoint.Part>> parts = new TreeMap<>();
        plan.operators().forEach(operator -> parts.put(operator.id(), new ArrayList<>()));
        for (TaskSnapshot task : manifest.tasks()) {
            for (AtBarrier operator : task.operators()) {
                parts.computeIfAbsent(operator.operator(), _ -> new ArrayList<>())
                        .add(part(plan.operator(operator.operator()), operator));
            }
        }
        return new Savepoint(
                Savepoint.VERSION,
                document.id().value(),
                manifest.deployment().value(),
                manifest.number(),
                manifest.takenMicros(),
                manifest.plan().sha256(),
                plan.operators().stream()
                        .map(operator -> new Savepoint.Operator(
                                operator.id(), operator.nodeId(), parts.getOrDefault(operator.id(), List.of())))
                        .toList(),
                manifest.sources().stream()
                        .map(source -> new Savepoint.SourcePosition(
                                source.operator(),
                                plan.operator(source.operator()).nodeId(),
                                source.enumerator().map(SavepointWriter::base64),
                                source.assigner().lookedOnce(),
                                source.assigner().allFound(),
                                splits(source.assigner().unassigned())))
                        .toList(),
                plan.operators().stream()
                        .filter(operator -> operator.type().equals("sink"))
                        .map(sink -> new Savepoint.SinkPosition(sink.id(), sink.nodeId(), manifest.number()))
                        .toList(),
                files);
    }

    private Savepoint.Part part(PhysicalOperator operator, AtBarrier left) throws IOException {
        List<StateFile> written = new ArrayList<>();
        String name = operator.nodeId() + "-" + operator.id();
        // A task of its own, that has nothing but this.
        try (OperatorState restored =
                backend.restore(name, left.state().groups(), 0, 1, List.of(left.state()), checkpoints)) {
            for (State state : left.state().states()) {
                written.add(write(restored, state));
            }
        }
        return new Savepoint.Part(
                left.state().groups().first(),
                left.state().groups().end(),
                left.watermarks().stream().map(SavepointWriter::time).toList(),
                written,
                splits(left.splits()));
    }

    private StateFile write(OperatorState restored, State state) throws IOException {
        String path = "states/%04d-%s-%s.avro"
                .formatted(
                        ++states, plain(state.id().nodeId()), plain(state.id().role()));
        StateExport export = new StateExport(restored.access(), state);
        StateExport.Exported[] exported = new StateExport.Exported[1];
        long bytes = bytes(state);
        files.add(to.write(
                path,
                out -> exported[0] = export.write(
                        out,
                        rows -> progress.at(
                                doneBytes + Math.min(bytes, bytes * rows / Math.max(1, state.rows())), allBytes))));
        doneBytes += bytes;
        progress.at(doneBytes, allBytes);
        return new StateFile(
                state.id().nodeId(),
                state.id().role(),
                state.id().elementIds(),
                StateKind.valueOf(state.kind().name()),
                columns(state.layout().key().columns()),
                columns(state.layout().value().columns()),
                state.bucketWidth(),
                exported[0].droppedBelow().map(String::valueOf),
                exported[0].rows(),
                path);
    }

    private static long bytes(State state) {
        return state.segments().stream().mapToLong(Segment::length).sum();
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static List<StateColumn> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> new StateColumn(column.name(), column.type()))
                .toList();
    }

    private static List<Savepoint.SplitPosition> splits(List<Split> splits) {
        return splits.stream()
                .map(split ->
                        new Savepoint.SplitPosition(split.id(), base64(split.state()), time(split.earliestMicros())))
                .toList();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String time(long watermark) {
        if (watermark == Long.MIN_VALUE) {
            return Savepoint.NO_TIME;
        }
        return watermark == Long.MAX_VALUE ? Savepoint.END_OF_TIME : Long.toString(watermark);
    }
}
