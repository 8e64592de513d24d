package io.millrace.spi.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base64 as RFC 4648 section 4 spells it; padding may be missing. */
public final class Base64Text {

    private static final byte[] SYMBOLS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    /** The six bits of each symbol, -1 for what is none. */
    private static final byte[] BITS = new byte[256];

    static {
        Arrays.fill(BITS, (byte) -1);
        for (int i = 0; i < SYMBOLS.length; i++) {
            BITS[SYMBOLS[i]] = (byte) i;
        }
    }

    private Base64Text() {}

    /** How many bytes the text stands for; -1 when it is no base64. */
    public static int decodedLength(byte[] text, int start, int end) {
        int last = withoutPadding(text, start, end);
        if (last < 0) {
            return -1;
        }
        for (int i = start; i < last; i++) {
            if (BITS[text[i] & 0xff] < 0) {
                return -1;
            }
        }
        int symbols = last - start;
        int unused = symbols % 4 == 2 ? 0x0f : symbols % 4 == 3 ? 0x03 : 0;
        // Bits that belong to no byte must be zero, or two texts would stand for the same bytes.
        if (symbols % 4 == 1 || unused != 0 && (BITS[text[last - 1] & 0xff] & unused) != 0) {
            return -1;
        }
        return symbols / 4 * 3 + (symbols % 4 == 0 ? 0 : symbols % 4 - 1);
    }

    /** Where the symbols end; -1 when the padding is not what belongs there. */
    private static int withoutPadding(byte[] text, int start, int end) {
        int last = end;
        while (last > start && end - last < 2 && text[last - 1] == '=') {
            last--;
        }
        return last < end && (end - start) % 4 != 0 ? -1 : last;
    }

    /**
     * Decodes text that {@link #decodedLength} accepts. Bytes and text may begin at the same place: no byte is written
     * before its symbols are read.
     *
     * @return how many bytes were written
     */
    public static int decode(byte[] text, int start, int end, byte[] to, int toStart) {
        int bits = 0;
        int count = 0;
        int out = toStart;
        for (int i = start; i < end && text[i] != '='; i++) {
            bits = bits << 6 | BITS[text[i] & 0xff];
            count += 6;
            if (count >= 8) {
                count -= 8;
                to[out++] = (byte) (bits >>> count);
            }
        }
        return out - toStart;
    }

    /** How long the text for this many bytes is, with padding. */
    public static int encodedLength(int bytes) {
        return Math.multiplyExact(Math.ceilDiv(bytes, 3), 4);
    }

    /** Writes bytes as text with padding; there must be room for {@link #encodedLength}. */
    public static void encode(byte[] bytes, int start, int length, byte[] to, int toStart) {
        int out = toStart;
        for (int i = 0; i < length; i += 3) {
            int rest = length - i;
            int bits = (bytes[start + i] & 0xff) << 16
                    | (rest > 1 ? (bytes[start + i + 1] & 0xff) << 8 : 0)
                    | (rest > 2 ? bytes[start + i + 2] & 0xff : 0);
            to[out++] = SYMBOLS[bits >>> 18];
            to[out++] = SYMBOLS[bits >>> 12 & 63];
            to[out++] = rest > 1 ? SYMBOLS[bits >>> 6 & 63] : (byte) '=';
            to[out++] = rest > 2 ? SYMBOLS[bits & 63] : (byte) '=';
        }
    }
}
