package io.millrace.formats.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one record: where each begins and ends, quotes taken off.
 *
 * <p>Bytes are searched eight at a time (a byte is zero where {@code (x - 0x01…) & ~x & 0x80…} has its top bit set; Mycroft
 * 1987), which may look at some bytes behind the end.
 */
final class Fields {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long LINE_FEEDS = ONES * '\n';

    /** The record has ended, or goes on behind the bytes there are. */
    private static final int WHOLE = -1;

    private static final int NOT_WHOLE = -2;

    private final byte delimiter;
    private final long delimiters;
    private final boolean multiline;
    private final int limit;

    private byte[] data = new byte[0];
    private int end;
    private boolean last;

    private int count;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] quoted = new boolean[16];
    private boolean[] doubled = new boolean[16];
    private int recordEnd;
    private int next;
    private long seen;

    @Nullable
    private String problem;

    /**
     * @param limit how many values are kept; further ones are only counted
     */
    Fields(CsvOptions options, int limit) {
        delimiter = options.delimiter().character();
        delimiters = ONES * delimiter;
        multiline = options.multiline();
        this.limit = limit;
    }

    /**
     * Cuts the record that begins at {@code from}.
     *
     * @param to where the bytes end; some more are in the array
     * @param isLast whether that is the end of the input, so that the last record needs no line feed
     * @return whether the record is whole; if not, nothing else is known
     */
    boolean cut(byte[] bytes, int from, int to, boolean isLast) {
        data = bytes;
        end = to;
        last = isLast;
        count = 0;
        seen = 0;
        problem = null;
        int place = from;
        while (place >= 0) {
            place = place < end && data[place] == '"' ? quotedValue(place + 1) : plainValue(place);
        }
        return place == WHOLE;
    }

    /** Cuts a value without quotes; where the next begins, or how the record ended. */
    private int plainValue(int start) {
        int stop = stop(start);
        if (stop == end) {
            if (!last) {
                return NOT_WHOLE;
            }
            add(start, withoutReturn(start, end), false, false);
            return endsAt(end, end);
        }
        byte found = data[stop];
        if (found == delimiter) {
            add(start, stop, false, false);
            return stop + 1;
        }
        if (found == '\n') {
            add(start, withoutReturn(start, stop), false, false);
            return endsAt(stop, stop + 1);
        }
        return bad(stop, "has a quote within a value that does not begin with one");
    }

    private int withoutReturn(int start, int stop) {
        return stop > start && data[stop - 1] == '\r' ? stop - 1 : stop;
    }

    /** Cuts a value behind its quote; where the next begins, or how the record ended. */
    private int quotedValue(int start) {
        boolean hasDoubled = false;
        int close = quoteOrLine(start);
        while (close + 1 < end && data[close] == '"' && data[close + 1] == '"') {
            hasDoubled = true;
            close = quoteOrLine(close + 2);
        }
        if (close >= end) {
            return last ? bad(end, "has a quote that is not closed before the end of the file") : NOT_WHOLE;
        }
        if (data[close] == '\n') {
            return bad(close, "has a quote that is not closed before the end of the line");
        }
        int after = close + 1;
        if (after == end) {
            if (!last) {
                return NOT_WHOLE;
            }
            add(start, close, true, hasDoubled);
            return endsAt(end, end);
        }
        add(start, close, true, hasDoubled);
        if (data[after] == delimiter) {
            return after + 1;
        }
        if (data[after] == '\n') {
            return endsAt(after, after + 1);
        }
        if (data[after] == '\r') {
            if (after + 1 == end) {
                return last ? endsAt(end, end) : NOT_WHOLE;
            }
            if (data[after + 1] == '\n') {
                return endsAt(after + 1, after + 2);
            }
        }
        return bad(after, "goes on behind a closing quote");
    }

    private int endsAt(int place, int nextPlace) {
        recordEnd = place;
        next = nextPlace;
        return WHOLE;
    }

    /** The record is bad; it ends with the line. */
    private int bad(int place, String what) {
        int lineEnd = lineEnd(data, place, end);
        if (lineEnd < 0 && !last) {
            return NOT_WHOLE;
        }
        problem = what;
        return lineEnd < 0 ? endsAt(end, end) : endsAt(lineEnd, lineEnd + 1);
    }

    private void add(int start, int stop, boolean isQuoted, boolean hasDoubled) {
        int field = count++;
        if (field >= limit) {
            return;
        }
        if (field == starts.length) {
            starts = Arrays.copyOf(starts, 2 * field);
            ends = Arrays.copyOf(ends, 2 * field);
            quoted = Arrays.copyOf(quoted, 2 * field);
            doubled = Arrays.copyOf(doubled, 2 * field);
        }
        starts[field] = start;
        ends[field] = stop;
        quoted[field] = isQuoted;
        doubled[field] = hasDoubled;
    }

    /** The next delimiter, line feed or quote; {@link #end} when there is none before. */
    private int stop(int from) {
        int at = from;
        while (at < end) {
            long word = (long) WORDS.get(data, at);
            seen |= word;
            long hits = (zeros(word ^ delimiters) | zeros(word ^ LINE_FEEDS) | zeros(word ^ QUOTES)) & TOPS;
            if (hits != 0) {
                return Math.min(at + (Long.numberOfTrailingZeros(hits) >>> 3), end);
            }
            at += Long.BYTES;
        }
        return end;
    }

    /** The next quote, or line feed where a value may have none; {@link #end} when there is none before. */
    private int quoteOrLine(int from) {
        int at = from;
        while (at < end) {
            long word = (long) WORDS.get(data, at);
            seen |= word;
            long hits = (zeros(word ^ QUOTES) | (multiline ? 0 : zeros(word ^ LINE_FEEDS))) & TOPS;
            if (hits != 0) {
                return Math.min(at + (Long.numberOfTrailingZeros(hits) >>> 3), end);
            }
            at += Long.BYTES;
        }
        return end;
    }

    /** Top bits where bytes are zero; the lowest of them is right, which is all that counts. */
    private static long zeros(long word) {
        return word - ONES & ~word;
    }

    /** The next line feed; -1 when there is none before {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            long hits = zeros((long) WORDS.get(bytes, at) ^ LINE_FEEDS) & TOPS;
            if (hits != 0) {
                at += Long.numberOfTrailingZeros(hits) >>> 3;
                return at < to ? at : -1;
            }
            at += Long.BYTES;
        }
        return -1;
    }

    /** How many values the record has. */
    int count() {
        return count;
    }

    /** Where a value begins, behind its quote. */
    int start(int field) {
        return starts[field];
    }

    /** Where a value ends, before its quote. */
    int end(int field) {
        return ends[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /** Whether quotes stand doubled in a value. */
    boolean hasDoubledQuotes(int field) {
        return doubled[field];
    }

    /** Whether the record is an empty line. */
    boolean isBlank() {
        return count == 1 && starts[0] == ends[0] && !quoted[0] && problem == null;
    }

    /** Whether there is no byte beyond ASCII; false when that is not sure. */
    boolean isAscii() {
        return (seen & TOPS) == 0;
    }

    /** Where the record ends, before the line feed. */
    int recordEnd() {
        return recordEnd;
    }

    /** Where the next record begins. */
    int next() {
        return next;
    }

    /** Why it is no record, as it goes on after "the record"; null when it is one. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Writes a value with single instead of doubled quotes, to the same place or another; returns its length. */
    static int withoutDoubledQuotes(byte[] from, int start, int stop, byte[] to, int toStart) {
        int out = toStart;
        for (int in = start; in < stop; in++) {
            to[out++] = from[in];
            in += from[in] == '"' ? 1 : 0;
        }
        return out - toStart;
    }
}
