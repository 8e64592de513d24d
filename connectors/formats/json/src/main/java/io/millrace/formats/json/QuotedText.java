package io.millrace.formats.json;

import io.millrace.spi.format.RowEncoder.Buffer;

/** Writes text in quotes. Only what JSON demands is escaped: quotes, backslashes and control characters. */
final class QuotedText {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** The longest escape, {@code \}{@code u001f}. */
    private static final int LONGEST_ESCAPE = 6;

    private QuotedText() {}

    /** Writes this UTF-8 text. */
    static void put(Buffer to, byte[] text, int start, int length) {
        int end = start + length;
        to.put((byte) '"');
        int from = start;
        for (int i = start; i < end; i++) {
            byte found = text[i];
            if (found >= 0 && found < ' ' || found == '"' || found == '\\') {
                to.put(text, from, i - from);
                putEscape(to, found);
                from = i + 1;
            }
        }
        to.put(text, from, end - from);
        to.put((byte) '"');
    }

    private static void putEscape(Buffer to, byte character) {
        int start = to.reserve(LONGEST_ESCAPE);
        byte[] bytes = to.bytes();
        bytes[start] = '\\';
        byte sign = sign(character);
        if (sign != 0) {
            bytes[start + 1] = sign;
            to.truncate(start + 2);
        } else {
            bytes[start + 1] = 'u';
            bytes[start + 2] = '0';
            bytes[start + 3] = '0';
            bytes[start + 4] = HEX[character >>> 4];
            bytes[start + 5] = HEX[character & 15];
        }
    }

    /** What stands for the character behind a backslash; 0 when it has no short escape. */
    private static byte sign(byte character) {
        return (byte)
                switch (character) {
                    case '"', '\\' -> character;
                    case '\b' -> 'b';
                    case '\f' -> 'f';
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\t' -> 't';
                    default -> 0;
                };
    }
}
