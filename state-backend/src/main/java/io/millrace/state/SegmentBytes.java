package io.millrace.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A growing buffer of little-endian numbers and texts. */
final class SegmentBytes {

    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Room for some bytes; says where. */
    int reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        int position = length;
        length += count;
        return position;
    }

    /** Appends the lowest bytes of a number. */
    void put(int width, long number) {
        int position = reserve(width);
        for (int i = 0; i < width; i++) {
            bytes[position + i] = (byte) (number >>> 8 * i);
        }
    }

    void put(byte[] from) {
        int position = reserve(from.length);
        System.arraycopy(from, 0, bytes, position, from.length);
    }

    /** Appends how many bytes of UTF-8 a text has, and these. */
    void put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(4, utf8.length);
        put(utf8);
    }

    void set4(int position, int number) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(position, number);
    }

    /** The checksum of everything so far. */
    int checksum() {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return SegmentFormat.masked((int) checksum.getValue());
    }
}
