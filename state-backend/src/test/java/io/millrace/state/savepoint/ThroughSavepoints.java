package io.millrace.state.savepoint;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.state.TableState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A backend that brings whatever it restores into the form of a savepoint and back before. */
record ThroughSavepoints(StateBackend backend, Map<OperatorSnapshot, OperatorSnapshot> known) implements StateBackend {

    static StateBackend of(StateBackend backend) {
        return new ThroughSavepoints(backend, new IdentityHashMap<>());
    }

    @Override
    public OperatorState open(String operatorName, KeyGroupRange groups) {
        return backend.open(operatorName, groups);
    }

    @Override
    public OperatorState restore(
            String operatorName,
            KeyGroupRange groups,
            int task,
            int tasks,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage)
            throws IOException {
        List<OperatorSnapshot> imported = new ArrayList<>();
        for (OperatorSnapshot snapshot : snapshots) {
            // All tasks are restored from the same ones.
            OperatorSnapshot through = known.get(snapshot);
            if (through == null) {
                through = imported(operatorName, snapshot, storage);
                known.put(snapshot, through);
            }
            imported.add(through);
        }
        return backend.restore(operatorName, groups, task, tasks, imported, storage);
    }

    private OperatorSnapshot imported(String name, OperatorSnapshot snapshot, CheckpointStorage storage)
            throws IOException {
        String path = "savepoint-" + known.size();
        try (OperatorState left = backend.restore(name, snapshot.groups(), 0, 1, List.of(snapshot), storage);
                OperatorState made = backend.open(name, snapshot.groups());
                CheckpointStorage.Upload upload = storage.begin(path)) {
            for (State state : snapshot.states()) {
                pass(left, state, made, snapshot.groups());
            }
            FrozenState frozen = made.freeze();
            OperatorSnapshot written = frozen.write(upload, path);
            upload.finish();
            frozen.settle(true);
            return written;
        }
    }

    private static void pass(OperatorState from, State state, OperatorState to, KeyGroupRange groups)
            throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        StateExport.Exported exported = new StateExport(from.access(), state).write(file);
        State counted =
                new State(state.id(), state.kind(), state.layout(), state.bucketWidth(), exported.rows(), List.of());
        new StateImport(to.access(), groups, counted, exported.droppedBelow(), "file", new Room(Long.MAX_VALUE))
                .read(new ByteArrayInputStream(file.toByteArray()));
        if (state.kind() == OperatorSnapshot.Kind.TABLE) {
            // Without rows it is nothing that a savepoint would have, but the contract counts buckets.
            TableState tables = from.access().table(state.id(), state.layout());
            for (long bucket = tables.first(); bucket != Long.MAX_VALUE; bucket = tables.next(bucket)) {
                to.access().table(state.id(), state.layout()).open(bucket);
            }
        }
    }

    /** One state as a file. */
    static byte[] file(OperatorState of, State state) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new StateExport(of.access(), state).write(file);
        return file.toByteArray();
    }

    @Override
    public void close() {
        backend.close();
    }
}
