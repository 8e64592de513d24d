package io.millrace.state;

import io.millrace.columns.BatchPool;
import io.millrace.columns.KeyGroupRange;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the state of a checkpoint without restoring it: every byte of every segment, its checksums, and whether all of it can be
 * decoded. What is wrong is gathered, so that one look shows all. Memory for one block; one thread, which blocks.
 */
public final class SegmentVerifier {

    private final CheckpointStorage storage;
    private final Map<Schema, BatchPool> pools = new HashMap<>();

    public SegmentVerifier(CheckpointStorage storage) {
        this.storage = storage;
    }

    /**
     * What was read.
     *
     * @param segments how many
     * @param bytes all of theirs
     * @param rows that stand in them; more than the state has where an increment holds a row anew
     * @param faults what is wrong, with file and place
     */
    public record Findings(long segments, long bytes, long rows, List<RunError> faults) {

        public Findings {
            faults = List.copyOf(faults);
        }

        /** Both together. */
        public Findings and(Findings other) {
            List<RunError> all = new ArrayList<>(faults);
            all.addAll(other.faults);
            return new Findings(segments + other.segments, bytes + other.bytes, rows + other.rows, all);
        }
    }

    /**
     * Reads what one task left.
     *
     * @throws IOException if the storage fails; files that are missing or damaged are faults
     */
    public Findings verify(OperatorSnapshot snapshot) throws IOException {
        Findings findings = new Findings(0, 0, 0, List.of());
        for (State state : snapshot.states()) {
            findings = findings.and(verifyChains(state));
            for (Segment segment : state.segments()) {
                findings = findings.and(verify(state, segment));
            }
        }
        return findings;
    }

    /** Whether the headers are of the state, and each segment with changes follows a base. */
    private Findings verifyChains(State state) throws IOException {
        try {
            SegmentChains.of(storage, state);
            return new Findings(0, 0, 0, List.of());
        } catch (RunException e) {
            return new Findings(0, 0, 0, List.of(e.error()));
        }
    }

    private Findings verify(State state, Segment segment) throws IOException {
        long rows = 0;
        try (SegmentRows read = SegmentRows.open(storage, segment)) {
            BatchPool pool = pools.computeIfAbsent(columns(state, read.header().part()), BatchPool::new);
            while (read.next(pool)) {
                rows += read.batch() == null ? 0 : read.count();
            }
            return new Findings(1, segment.length(), rows, List.of());
        } catch (RunException e) {
            return new Findings(1, segment.length(), rows, List.of(e.error()));
        }
    }

    /** The columns of a store, as an empty state of this kind and layout has them. */
    private static Schema columns(State state, int part) {
        HeapState empty = new HeapStateAccess("verify", KeyGroupRange.ALL).make(state);
        if (empty instanceof HeapTables tables) {
            tables.open(0);
        }
        return empty.parts()
                .get(Math.min(part, empty.parts().size() - 1))
                .rows()
                .kept()
                .schema();
    }
}
