package io.millrace.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * wyhash, final version 4 (Wang Yi, public domain), with seed 0 and the default secret, over a range of a byte array. The
 * pseudo code in {@code docs/key-hash.md} has the same steps.
 */
final class ByteHash {

    private static final long SECRET_0 = 0xA0761D6478BD642FL;
    private static final long SECRET_1 = 0xE7037ED1A0B428DBL;
    private static final long SECRET_2 = 0x8EBC6AF09C88C6E3L;
    private static final long SECRET_3 = 0x589965CC75374CC3L;
    private static final long SEED = fold(SECRET_0, SECRET_1);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private ByteHash() {}

    static long hash(byte[] data, int start, int length) {
        if (length > 16) {
            return longer(data, start, length);
        }
        long a;
        long b;
        if (length >= 4) {
            int step = length >>> 3 << 2;
            int last = start + length - 4;
            a = int4(data, start) << 32 | int4(data, start + step);
            b = int4(data, last) << 32 | int4(data, last - step);
        } else if (length > 0) {
            a = byte1(data, start) << 16 | byte1(data, start + (length >>> 1)) << 8 | byte1(data, start + length - 1);
            b = 0;
        } else {
            a = 0;
            b = 0;
        }
        return finish(a, b, SEED, length);
    }

    private static long longer(byte[] data, int start, int length) {
        Objects.checkFromIndexSize(start, length, data.length);
        int i = start;
        int left = length;
        long seed = SEED;
        if (left > 48) {
            long x = seed;
            long y = seed;
            do {
                seed = fold(long8(data, i) ^ SECRET_1, long8(data, i + 8) ^ seed);
                x = fold(long8(data, i + 16) ^ SECRET_2, long8(data, i + 24) ^ x);
                y = fold(long8(data, i + 32) ^ SECRET_3, long8(data, i + 40) ^ y);
                i += 48;
                left -= 48;
            } while (left > 48);
            seed ^= x ^ y;
        }
        while (left > 16) {
            seed = fold(long8(data, i) ^ SECRET_1, long8(data, i + 8) ^ seed);
            i += 16;
            left -= 16;
        }
        int end = start + length;
        return finish(long8(data, end - 16), long8(data, end - 8), seed, length);
    }

    private static long finish(long first, long second, long seed, int length) {
        long a = first ^ SECRET_1;
        long b = second ^ seed;
        return fold(a * b ^ SECRET_0 ^ length, Math.unsignedMultiplyHigh(a, b) ^ SECRET_1);
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    private static long long8(byte[] data, int index) {
        return (long) LONG.get(data, index);
    }

    private static long int4(byte[] data, int index) {
        return (int) INT.get(data, index) & 0xFFFF_FFFFL;
    }

    private static long byte1(byte[] data, int index) {
        return data[index] & 0xFFL;
    }
}
