package io.millrace.state;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Ascending slots as bytes: for each run of slots side by side how many slots lie before it (since the last run, or 0) and how
 * many it has, both in seven bits a byte, the lowest first, the eighth bit set but in the last. A full page takes three bytes
 * and slots far from each other two or three each.
 */
final class SlotRuns {

    private SlotRuns() {}

    /** Sets the bits of slots side by side. */
    static void set(long[] bits, int from, int end) {
        int first = from >>> 6;
        int last = end - 1 >>> 6;
        long head = -1L << from;
        long tail = -1L >>> -end;
        if (first == last) {
            bits[first] |= head & tail;
            return;
        }
        bits[first] |= head;
        Arrays.fill(bits, first + 1, last, -1L);
        bits[last] |= tail;
    }

    /** Whether none of the bits of slots side by side is set. */
    static boolean areClear(long[] bits, int from, int end) {
        int first = from >>> 6;
        int last = end - 1 >>> 6;
        long any = 0;
        for (int word = first; word <= last; word++) {
            long mask = (word == first ? -1L << from : -1L) & (word == last ? -1L >>> -end : -1L);
            any |= bits[word] & mask;
        }
        return any == 0;
    }

    static byte[] encode(int[] slots, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        int end = 0;
        int i = 0;
        while (i < count) {
            int start = slots[i];
            int length = 1;
            while (i + length < count && slots[i + length] == start + length) {
                length++;
            }
            put(bytes, start - end);
            put(bytes, length);
            end = start + length;
            i += length;
        }
        return bytes.toByteArray();
    }

    private static void put(ByteArrayOutputStream bytes, int number) {
        int rest = number;
        while (rest >= 0x80) {
            bytes.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    /**
     * Reads slots.
     *
     * @param slots receives exactly {@code count}
     * @return whether the bytes were that many slots, ascending and possible, and nothing else
     */
    static boolean decode(byte[] bytes, int length, int[] slots, int count) {
        int at = 0;
        long next = 0;
        int n = 0;
        while (at < length) {
            long gap = 0;
            long run = 0;
            for (int number = 0; number < 2; number++) {
                long value = 0;
                int shift = 0;
                while (true) {
                    if (at == length || shift > 28) {
                        return false;
                    }
                    int part = bytes[at++];
                    value |= (part & 0x7FL) << shift;
                    shift += 7;
                    if (part >= 0) {
                        break;
                    }
                }
                gap = number == 0 ? value : gap;
                run = value;
            }
            next += gap;
            if (run == 0 || run > count - n || next + run > SlotStore.MAX_SLOTS) {
                return false;
            }
            for (long slot = next; slot < next + run; slot++) {
                slots[n++] = (int) slot;
            }
            next += run;
        }
        return n == count;
    }
}
