package io.millrace.state;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The segments of one state of one task by the stores they are of, as their headers say. */
final class SegmentChains {

    /** Segments of one store, oldest first. */
    private record Chain(List<Segment> segments, long note) {}

    private final SortedMap<Long, Chain> keys = new TreeMap<>();
    private final SortedMap<Long, Chain> rows = new TreeMap<>();

    private SegmentChains() {}

    /**
     * Reads the headers.
     *
     * @throws io.millrace.spi.error.RunException if one is not of this state, or does not follow a base
     */
    static SegmentChains of(CheckpointStorage storage, State state) throws IOException {
        SegmentChains chains = new SegmentChains();
        for (Segment segment : state.segments()) {
            try (SegmentInput in = SegmentInput.open(storage, segment)) {
                SegmentHeader header = SegmentHeader.read(in);
                if (header.kind() != state.kind()
                        || !header.id().equals(state.id())
                        || !header.layout().equals(state.layout().fingerprint())) {
                    throw in.damaged("it holds " + header + " and should hold " + state.kind() + " " + state.id()
                            + " of " + state.layout().fingerprint());
                }
                chains.add(in, header, segment);
            }
        }
        return chains;
    }

    private void add(SegmentInput in, SegmentHeader header, Segment segment) {
        SortedMap<Long, Chain> byBucket = header.part() == StatePart.KEYS ? keys : rows;
        Chain before = byBucket.get(header.bucket());
        if (header.isBase() != (before == null)) {
            throw in.damaged(
                    header.isBase()
                            ? "it holds all rows, but follows others"
                            : "it holds changes, but follows no base");
        }
        List<Segment> segments = before == null ? new ArrayList<>() : before.segments;
        segments.add(segment);
        byBucket.put(header.bucket(), new Chain(segments, header.note()));
    }

    /** The buckets of a table. */
    SortedSet<Long> buckets() {
        return new TreeSet<>(keys.keySet());
    }

    /** The segments of a store, oldest first. */
    List<Segment> segments(int part, long bucket) {
        Chain chain = (part == StatePart.KEYS ? keys : rows).get(bucket);
        return chain == null ? List.of() : chain.segments;
    }

    /** What the newest segment of a store says beside the rows. */
    long note(int part, long bucket) {
        Chain chain = (part == StatePart.KEYS ? keys : rows).get(bucket);
        return chain == null ? 0 : chain.note;
    }
}
