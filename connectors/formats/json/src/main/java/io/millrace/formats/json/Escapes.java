package io.millrace.formats.json;

/** Takes the escapes out of texts that are known to be well formed. */
final class Escapes {

    private Escapes() {}

    /**
     * Writes a text without its escapes. Both may begin at the same place: no escape is shorter than what it stands for.
     *
     * @return where the written text ends
     */
    static int remove(byte[] from, int start, int end, byte[] to, int toStart) {
        int out = toStart;
        int in = start;
        while (in < end) {
            byte found = from[in];
            if (found != '\\') {
                to[out++] = found;
                in++;
                continue;
            }
            byte kind = from[in + 1];
            if (kind == 'u') {
                int codePoint = codeUnit(from, in);
                in += 6;
                if (Character.isHighSurrogate((char) codePoint)) {
                    codePoint = Character.toCodePoint((char) codePoint, (char) codeUnit(from, in));
                    in += 6;
                }
                out = putUtf8(codePoint, to, out);
            } else {
                to[out++] = character(kind);
                in += 2;
            }
        }
        return out;
    }

    private static byte character(byte kind) {
        return (byte)
                switch (kind) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> kind;
                };
    }

    private static int putUtf8(int codePoint, byte[] to, int start) {
        int out = start;
        if (codePoint < 0x80) {
            to[out++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            to[out++] = (byte) (0xc0 | codePoint >> 6);
            to[out++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            to[out++] = (byte) (0xe0 | codePoint >> 12);
            to[out++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            to[out++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            to[out++] = (byte) (0xf0 | codePoint >> 18);
            to[out++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            to[out++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            to[out++] = (byte) (0x80 | codePoint & 0x3f);
        }
        return out;
    }

    /** The code unit that {@code \}{@code uXXXX} stands for, beginning at the backslash; -1 when the digits are none. */
    static int codeUnit(byte[] bytes, int at) {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
