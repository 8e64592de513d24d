package io.millrace.state;

import io.millrace.columns.BlockEncoder;
import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All states of an operator at a barrier. */
final class HeapFrozenState implements FrozenState {

    private final HeapOperatorState owner;
    private final KeyGroupRange groups;
    private final List<Frozen> states = new ArrayList<>();

    /** Set by the I/O thread when all is written. */
    private volatile boolean written;

    /** Set by the task's thread when nobody wants it any more. */
    private volatile boolean givenUp;

    private boolean settled;

    /** A state, and what has to be said about it. */
    private record Frozen(
            StateId id, Kind kind, TableLayout layout, long bucketWidth, long rows, List<FrozenPart> parts) {}

    HeapFrozenState(HeapOperatorState owner, KeyGroupRange groups, Map<StateId, HeapState> known) {
        this.owner = owner;
        this.groups = groups;
        known.forEach((id, state) -> {
            // All tasks have the same rows, so the first one writes them for all.
            if (state.kind() != Kind.BROADCAST || groups.first() == 0) {
                List<FrozenPart> parts = new ArrayList<>();
                for (StatePart part : state.parts()) {
                    parts.add(new FrozenPart(id, state, part, groups));
                }
                states.add(new Frozen(id, state.kind(), state.layout(), state.bucketWidth(), state.rowCount(), parts));
            }
        });
    }

    @Override
    public OperatorSnapshot write(CheckpointStorage.Upload file, String path) throws IOException {
        BlockEncoder encoder = new BlockEncoder();
        List<State> snapshots = new ArrayList<>();
        for (Frozen state : states) {
            List<Segment> segments = new ArrayList<>();
            for (FrozenPart part : state.parts) {
                if (givenUp) {
                    throw new IOException("The checkpoint was given up before it was written");
                }
                segments.addAll(part.write(file, path, encoder));
            }
            snapshots.add(new State(state.id, state.kind, state.layout, state.bucketWidth, state.rows, segments));
        }
        if (givenUp) {
            throw new IOException("The checkpoint was given up while it was written");
        }
        written = true;
        return new OperatorSnapshot(groups, snapshots);
    }

    /** Nobody will settle it: the operator is closed. */
    void giveUp() {
        givenUp = true;
        for (Frozen state : states) {
            state.parts.forEach(FrozenPart::giveUp);
        }
    }

    @Override
    public void settle(boolean completed) {
        if (settled) {
            throw new IllegalStateException("The checkpoint is settled already");
        }
        if (completed && !written) {
            throw new IllegalStateException("A checkpoint cannot have completed that was not written");
        }
        settled = true;
        givenUp = !completed;
        for (Frozen state : states) {
            for (FrozenPart part : state.parts) {
                part.settle(completed);
            }
        }
        owner.settled();
    }
}
