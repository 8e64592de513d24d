package io.millrace.expr.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Questions about ranges of UTF-8, eight bytes at a time. A character is a byte that does not continue another one
 * (10xxxxxx) with those that do; in malformed text that is still a definition, and no method fails on it.
 */
final class Utf8Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int CASE_BIT = 0x20;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private Utf8Bytes() {}

    static boolean isAscii(byte[] data, int start, int length) {
        int end = start + length;
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            if (((long) LONGS.get(data, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        int bits = 0;
        for (; i < end; i++) {
            bits |= data[i];
        }
        return bits >= 0;
    }

    /** How many characters. */
    static int count(byte[] data, int start, int length) {
        int end = start + length;
        int continuations = 0;
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long bytes = (long) LONGS.get(data, i);
            continuations += Long.bitCount((bytes >>> 7) & ~(bytes >>> 6) & ONES);
        }
        for (; i < end; i++) {
            continuations += isContinuation(data[i]) ? 1 : 0;
        }
        return length - continuations;
    }

    /** The position {@code characters} characters after {@code start}, or {@code end} when there are not so many. */
    static int skip(byte[] data, int start, int end, int characters) {
        if (characters >= end - start) {
            return end;
        }
        int i = start;
        int left = characters;
        while (i <= end - Long.BYTES) {
            long bytes = (long) LONGS.get(data, i);
            if (left < Long.BYTES) {
                // Among ASCII, and before it, each byte is a character.
                long asFarAsNext = HIGH_BITS >>> Long.SIZE - Byte.SIZE * (left + 1);
                if ((bytes & asFarAsNext) == 0) {
                    return i + left;
                }
                break;
            }
            left -= Long.BYTES - Long.bitCount((bytes >>> 7) & ~(bytes >>> 6) & ONES);
            i += Long.BYTES;
        }
        // The last word may have ended within a character; its remaining bytes belong to those already counted.
        while (i < end && (left > 0 || isContinuation(data[i]))) {
            left -= isContinuation(data[i]) ? 0 : 1;
            i++;
        }
        return i;
    }

    /**
     * Copies text of ASCII to {@code to}, the letters from {@code first} to {@code first + 25} in their other case.
     *
     * @return false when there is anything but ASCII; what was copied has no meaning then
     */
    static boolean copyFlippingCase(byte[] from, int start, int length, byte[] to, char first) {
        long fromFirstOn = ONES * (0x80 - first);
        long behindLast = ONES * (0x80 - first - 26);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            long bytes = (long) LONGS.get(from, start + i);
            if ((bytes & HIGH_BITS) != 0) {
                return false;
            }
            // No byte is above 0x7F, so no sum carries into the next; the high bit says "at least".
            long letters = (bytes + fromFirstOn) & ~(bytes + behindLast) & HIGH_BITS;
            LONGS.set(to, i, bytes ^ letters >>> 2);
        }
        int bits = 0;
        for (; i < length; i++) {
            byte b = from[start + i];
            bits |= b;
            to[i] = (byte) (b >= first && b < first + 26 ? b ^ CASE_BIT : b);
        }
        return bits >= 0;
    }

    static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** The position after the character at {@code start}. */
    static int next(byte[] data, int start, int end) {
        int i = start + 1;
        while (i < end && isContinuation(data[i])) {
            i++;
        }
        return i;
    }

    /** Where the first occurrence of a range begins within {@code from} to {@code end}, or -1. */
    static int indexOf(byte[] data, int from, int end, byte[] wanted, int start, int length) {
        if (length == 0) {
            return from;
        }
        byte first = wanted[start];
        int last = end - length;
        for (int i = from; i <= last; i++) {
            if (data[i] == first && matches(data, i, wanted, start, length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether both ranges hold the same bytes. */
    static boolean matches(byte[] a, int startA, byte[] b, int startB, int length) {
        for (int i = 0; i < length; i++) {
            if (a[startA + i] != b[startB + i]) {
                return false;
            }
        }
        return true;
    }
}
