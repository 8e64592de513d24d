package io.millrace.executor.savepoint;

import io.millrace.columns.KeyGroupRange;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.engine.checkpoint.SourceSnapshot;
import io.millrace.engine.checkpoint.StoredFile;
import io.millrace.engine.checkpoint.TaskSnapshot;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.engine.operators.source.SplitAssigner;
import io.millrace.executor.savepoint.Savepoint.Part;
import io.millrace.executor.savepoint.Savepoint.StateColumn;
import io.millrace.executor.savepoint.Savepoint.StateFile;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.source.Split;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.savepoint.Room;
import io.millrace.state.savepoint.StateImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a savepoint and makes a checkpoint of it, from which any revision that fits can start. Nothing in it is believed: sizes and
 * digests first, then what they hold. Takes as much memory as one task has state. One thread, which blocks.
 */
public final class SavepointReader {

    /** Whose numbers go on from it, and are names of files with a digit less than a long may have. */
    private static final long MOST_CHECKPOINTS = 99_999_999_999_999_999L;

    private final StateBackend backend;
    private final SavepointFiles from;
    private final long mostStateBytes;
    private final Savepoint savepoint;
    private final Map<String, Savepoint.StoredFile> files;

    /**
     * Opens one.
     *
     * @param backend of the executor that reads
     * @param mostStateBytes of memory that the states of one task may take, about
     * @throws io.millrace.spi.error.RunException when there is none, or one of a later version
     */
    public SavepointReader(StateBackend backend, SavepointFiles from, long mostStateBytes) throws IOException {
        this.backend = backend;
        this.from = from;
        this.mostStateBytes = mostStateBytes;
        savepoint = from.description();
        if (savepoint.checkpoint() < 1 || savepoint.checkpoint() > MOST_CHECKPOINTS) {
            throw SavepointErrors.damaged(
                    SavepointFiles.DESCRIPTION, "it says that it was made of checkpoint " + savepoint.checkpoint());
        }
        files = savepoint.files().stream()
                .collect(Collectors.toMap(Savepoint.StoredFile::path, Function.identity(), (one, _) -> one));
    }

    /** What it says of itself. */
    public Savepoint description() {
        return savepoint;
    }

    /** The revision that ran. */
    public PipelineDocument document() throws IOException {
        String text = new String(verified(SavepointFiles.PIPELINE), StandardCharsets.UTF_8);
        PipelineDocument document = DocumentReader.load(text)
                .understood()
                .orElseThrow(() -> SavepointErrors.damaged(SavepointFiles.PIPELINE, "it holds no pipeline"));
        if (!document.id().value().equals(savepoint.pipeline())) {
            throw SavepointErrors.damaged(
                    SavepointFiles.DESCRIPTION,
                    "it says that it is of the pipeline `" + savepoint.pipeline() + "`, and " + SavepointFiles.PIPELINE
                            + " is " + document.id());
        }
        return document;
    }

    /** What executors ran of it. */
    public OperatorPlan plan() throws IOException {
        OperatorPlan plan;
        try {
            plan = OperatorPlanCodec.decode(verified(SavepointFiles.PLAN));
        } catch (IllegalArgumentException e) {
            throw SavepointErrors.damaged(SavepointFiles.PLAN, String.valueOf(e.getMessage()));
        }
        if (!PlanIdentity.of(plan).sha256().equals(savepoint.planSha256())) {
            throw SavepointErrors.damaged(SavepointFiles.PLAN, "it is another plan than the savepoint was taken under");
        }
        return plan;
    }

    private byte[] verified(String path) throws IOException {
        from.verify(file(path));
        return from.all(path);
    }

    private Savepoint.StoredFile file(String path) {
        Savepoint.StoredFile file = files.get(path);
        if (file == null) {
            throw SavepointErrors.damaged(SavepointFiles.DESCRIPTION, "it says nothing of the file " + path);
        }
        return file;
    }

    /**
     * Reads all of it again: every byte, and whether all states can be restored.
     *
     * @return how many rows they have
     * @throws io.millrace.spi.error.RunException which names the file, and what is wrong with it
     */
    public long verify() throws IOException {
        OperatorPlan plan = plan();
        document();
        for (Savepoint.StoredFile file : savepoint.files()) {
            from.verify(file);
        }
        long rows = 0;
        for (Map.Entry<TaskId, Map<Integer, Part>> task : tasks(plan).entrySet()) {
            for (Map.Entry<Integer, Part> operator : task.getValue().entrySet()) {
                Part part = operator.getValue();
                checked(SavepointFiles.DESCRIPTION, () -> times(part.watermarks()));
                checked(SavepointFiles.DESCRIPTION, () -> splits(part.splits()));
                restored(operator.getKey(), part, new Room(mostStateBytes)).close();
                rows += part.states().stream().mapToLong(StateFile::rows).sum();
            }
        }
        checked(SavepointFiles.DESCRIPTION, this::sources);
        return rows;
    }

    /**
     * Writes it as a checkpoint.
     *
     * @param to where checkpoints are kept
     * @param deployment whose checkpoint it is said to be; nobody else's
     * @param progress hears how much of its files was read
     * @return where its manifest is
     * @throws io.millrace.spi.error.RunException which names the file, and what is wrong with it
     */
    public String restore(CheckpointStorage to, DeploymentId deployment, SavepointWriter.Progress progress)
            throws IOException {
        OperatorPlan plan = plan();
        long allBytes = savepoint.files().stream()
                .mapToLong(Savepoint.StoredFile::bytes)
                .sum();
        long doneBytes = 0;
        progress.at(doneBytes, allBytes);
        Fence fence = new Fence(deployment, 1, 1);
        CheckpointFiles checkpoints = new CheckpointFiles(to);
        List<TaskSnapshot> snapshots = new ArrayList<>();
        List<StoredFile> written = new ArrayList<>();
        for (Map.Entry<TaskId, Map<Integer, Part>> task : tasks(plan).entrySet()) {
            CheckpointFiles.Written states = write(checkpoints, fence, task.getKey(), task.getValue());
            states.file().ifPresent(written::add);
            doneBytes += task.getValue().values().stream()
                    .flatMap(part -> part.states().stream())
                    .mapToLong(state -> file(state.file()).bytes())
                    .sum();
            progress.at(Math.min(doneBytes, allBytes), allBytes);
            List<AtBarrier> operators = new ArrayList<>();
            for (Map.Entry<Integer, Part> operator : task.getValue().entrySet()) {
                Part part = operator.getValue();
                operators.add(new AtBarrier(
                        operator.getKey(),
                        checked(SavepointFiles.DESCRIPTION, () -> times(part.watermarks())),
                        states.snapshots().get(operators.size()),
                        checked(SavepointFiles.DESCRIPTION, () -> splits(part.splits()))));
            }
            snapshots.add(new TaskSnapshot(task.getKey(), operators));
        }
        Manifest manifest = new Manifest(
                deployment,
                fence.attempt(),
                savepoint.checkpoint(),
                savepoint.takenMicros(),
                new PlanIdentity(savepoint.planSha256()),
                snapshots,
                checked(SavepointFiles.DESCRIPTION, this::sources),
                Prepared.NOTHING,
                written);
        return checkpoints.writeManifest(fence, manifest);
    }

    private CheckpointFiles.Written write(
            CheckpointFiles checkpoints, Fence fence, TaskId task, Map<Integer, Part> operators) throws IOException {
        List<OperatorState> open = new ArrayList<>();
        // All of them are in memory until the last one is.
        Room room = new Room(mostStateBytes);
        try {
            List<FrozenState> frozen = new ArrayList<>();
            for (Map.Entry<Integer, Part> operator : operators.entrySet()) {
                OperatorState state = restored(operator.getKey(), operator.getValue(), room);
                open.add(state);
                frozen.add(state.freeze());
            }
            return checkpoints.write(fence, savepoint.checkpoint(), task, frozen);
        } finally {
            open.forEach(OperatorState::close);
        }
    }

    /** What each task had, operator by operator. Which operators were in one task the plan says. */
    private Map<TaskId, Map<Integer, Part>> tasks(OperatorPlan plan) {
        Map<Integer, Integer> fragments = new HashMap<>();
        for (Fragment fragment : plan.fragments()) {
            fragment.operators().forEach(operator -> fragments.put(operator, fragment.id()));
        }
        Map<TaskId, Map<Integer, Part>> tasks = new LinkedHashMap<>();
        for (Savepoint.Operator operator : savepoint.operators()) {
            Integer fragment = fragments.get(operator.id());
            if (fragment == null) {
                throw SavepointErrors.damaged(
                        SavepointFiles.DESCRIPTION, "it has an operator " + operator.id() + " that is not in its plan");
            }
            for (int i = 0; i < operator.parts().size(); i++) {
                Part twice = tasks.computeIfAbsent(new TaskId(fragment, i), _ -> new LinkedHashMap<>())
                        .put(operator.id(), operator.parts().get(i));
                if (twice != null) {
                    throw SavepointErrors.damaged(
                            SavepointFiles.DESCRIPTION, "it has the operator " + operator.id() + " twice");
                }
            }
        }
        return tasks;
    }

    /** The states of one operator of one task. */
    private OperatorState restored(int operator, Part part, Room room) throws IOException {
        KeyGroupRange groups =
                checked(SavepointFiles.DESCRIPTION, () -> new KeyGroupRange(part.firstGroup(), part.endGroup()));
        OperatorState state = backend.open("operator " + operator, groups);
        boolean isRead = false;
        try {
            for (StateFile file : part.states()) {
                from.verify(file(file.file()));
                StateImport reading = checked(
                        SavepointFiles.DESCRIPTION,
                        () -> new StateImport(
                                state.access(),
                                groups,
                                described(file),
                                file.droppedBelow().map(Long::valueOf),
                                file.file(),
                                room));
                try (InputStream rows = from.open(file.file())) {
                    reading.read(rows);
                }
            }
            isRead = true;
            return state;
        } finally {
            if (!isRead) {
                state.close();
            }
        }
    }

    private static OperatorSnapshot.State described(StateFile file) {
        return new OperatorSnapshot.State(
                new StateId(file.node(), file.role(), file.elements()),
                OperatorSnapshot.Kind.valueOf(file.kind().name()),
                new TableLayout(schema(file.key()), schema(file.value())),
                file.bucketWidth(),
                file.rows(),
                List.of());
    }

    private static Schema schema(List<StateColumn> columns) {
        return new Schema(columns.stream()
                .map(column -> new Column(column.name(), column.type()))
                .toList());
    }

    private List<SourceSnapshot> sources() {
        return savepoint.sources().stream()
                .map(source -> new SourceSnapshot(
                        source.operator(),
                        source.enumerator().map(Base64.getDecoder()::decode),
                        new SplitAssigner.Known(source.lookedOnce(), source.allFound(), splits(source.unassigned()))))
                .toList();
    }

    private static List<Split> splits(List<Savepoint.SplitPosition> splits) {
        return splits.stream()
                .map(split -> new Split(split.id(), Base64.getDecoder().decode(split.state()), time(split.earliest())))
                .toList();
    }

    private static List<Long> times(List<String> texts) {
        return texts.stream().map(SavepointReader::time).toList();
    }

    private static long time(String text) {
        return switch (text) {
            case Savepoint.NO_TIME -> Long.MIN_VALUE;
            case Savepoint.END_OF_TIME -> Long.MAX_VALUE;
            default -> Long.parseLong(text);
        };
    }

    /** Makes what may not be possible of what a file says. */
    private interface Making<T> {
        T make();
    }

    private static <T> T checked(String path, Making<T> making) {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw SavepointErrors.damaged(path, String.valueOf(e.getMessage()));
        }
    }
}
