package io.millrace.state;

import io.millrace.columns.BlockEncoder;
import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.state.StateId;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One store of a state at a barrier. Written by an I/O thread, all else by the task's. */
final class FrozenPart {

    private final SlotStore store;
    private final int life;
    private final SavedRows before;
    private final boolean isBase;
    private final SegmentHeader header;

    /** Null when nothing changed, so that nothing is to be written. */
    @Nullable
    private final FrozenRows rows;

    /** What the checkpoint has of it. Written by the I/O thread, and read by the task's after that was told of the end. */
    private SavedRows after;

    FrozenPart(StateId id, HeapState state, StatePart part, KeyGroupRange groups) {
        store = part.store();
        life = store.life();
        before = store.saved();
        after = before;
        long changed = store.markCount();
        boolean isSaved = !before.segments().isEmpty() && before.note() == part.note() && changed == 0;
        isBase = !isSaved && before.wantsBase(changed, store.size());
        rows = isSaved ? null : part.rows().freeze(isBase);
        header = new SegmentHeader(
                state.kind(),
                part.number(),
                isBase,
                id,
                state.layout().fingerprint(),
                part.bucket(),
                part.note(),
                groups);
    }

    /** Writes what changed; says where all of it is. */
    List<Segment> write(CheckpointStorage.Upload file, String path, BlockEncoder encoder) throws IOException {
        if (rows == null) {
            return before.segments();
        }
        SegmentOutput out = new SegmentOutput(file, path, header);
        new FrozenRowsWriter(rows, out, encoder).write(isBase);
        Segment segment = out.finish();
        after = (isBase ? SavedRows.NONE : before).and(segment, header.note());
        return after.segments();
    }

    /** Nobody wants it any more. Any thread. */
    void giveUp() {
        if (rows != null) {
            rows.end();
        }
    }

    void settle(boolean completed) {
        if (rows == null) {
            return;
        }
        store.thaw(rows, life, completed);
        if (completed && store.life() == life) {
            store.setSaved(after);
        }
    }
}
