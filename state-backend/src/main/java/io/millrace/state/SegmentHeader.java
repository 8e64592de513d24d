package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.state.StateId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a segment says about itself before its rows.
 *
 * @param part which store of the state; see {@link StatePart}, also for {@code bucket} and {@code note}
 * @param isBase whether it has all rows, and not only what changed
 * @param layout fingerprint of the state's columns
 * @param groups the key groups of the task that wrote it; one with more of them may go on from there
 */
record SegmentHeader(
        Kind kind, int part, boolean isBase, StateId id, String layout, long bucket, long note, KeyGroupRange groups) {

    void write(SegmentOutput out) throws IOException {
        SegmentBytes bytes = new SegmentBytes();
        bytes.put(4, SegmentFormat.MAGIC);
        bytes.put(2, SegmentFormat.VERSION);
        int length = bytes.reserve(4);
        bytes.put(1, SegmentFormat.number(kind));
        bytes.put(1, part);
        bytes.put(1, isBase ? SegmentFormat.BASE : 0);
        bytes.put(8, bucket);
        bytes.put(8, note);
        bytes.put(2, groups.first());
        bytes.put(2, groups.end());
        bytes.put(id.nodeId());
        bytes.put(id.role());
        bytes.put(2, id.elementIds().size());
        id.elementIds().forEach(bytes::put);
        bytes.put(layout);
        bytes.set4(length, bytes.length());
        bytes.put(4, bytes.checksum());
        out.write(bytes.bytes(), 0, bytes.length());
    }

    static SegmentHeader read(SegmentInput in) throws IOException {
        CRC32C checksum = in.beginCheck();
        if (in.u4() != SegmentFormat.MAGIC) {
            throw in.damaged("no segment begins here: MSEG is missing");
        }
        int version = in.u2();
        if (version != SegmentFormat.VERSION) {
            throw in.otherVersion(version);
        }
        long end = in.offset() - 6 + in.u4();
        if (end - in.offset() > SegmentFormat.MOST_HEADER_BYTES) {
            throw in.damaged("its header cannot be that long");
        }
        int kind = in.u1();
        int part = in.u1();
        int flags = in.u1();
        long bucket = in.i8();
        long note = in.i8();
        int first = in.u2();
        int last = in.u2();
        String node = in.text();
        String role = in.text();
        List<String> elements = new ArrayList<>();
        for (int i = in.u2(); i > 0; i--) {
            elements.add(in.text());
        }
        String layout = in.text();
        if (in.offset() != end) {
            throw in.damaged("its header does not end where it says");
        }
        in.requireChecksum(checksum, "header");
        if (part > 1 || (flags & ~SegmentFormat.BASE) != 0 || first > last || last > KeyGroups.COUNT) {
            throw in.damaged("its header says what cannot be");
        }
        return new SegmentHeader(
                kindOf(in, kind),
                part,
                flags == SegmentFormat.BASE,
                new StateId(node, role, elements),
                layout,
                bucket,
                note,
                new KeyGroupRange(first, last));
    }

    private static Kind kindOf(SegmentInput in, int number) {
        for (Kind kind : Kind.values()) {
            if (SegmentFormat.number(kind) == number) {
                return kind;
            }
        }
        throw in.damaged("there is no kind of state " + number);
    }
}
