package io.millrace.formats.json;

import io.millrace.spi.text.NumberText;
import io.millrace.spi.text.Utf8Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in a line of JSON, and what can be read there. Every method that reads moves behind what it read, or throws
 * {@link BadRecord}, which says why.
 *
 * <p>The byte behind the line is a line feed, which is part of no token: scanners stop there without looking at the
 * end. Texts are searched eight bytes at a time (a byte is zero where {@code (x - 0x01…) & ~x & 0x80…} has its top bit
 * set; Mycroft 1987), which may look at some bytes behind the line.
 */
final class JsonCursor {

    /** Levels of lists and objects. Deeper ones are no data but a mistake or an attack. */
    static final int DEEPEST = 512;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';
    private static final long LINE_FEEDS = ONES * '\n';

    /** How much of a value a message shows. */
    private static final int SHOWN_BYTES = 60;

    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    final NumberText number = new NumberText();

    byte[] data = new byte[0];

    /** Where the next byte is read. */
    int place;

    /** Where the line ends. */
    int end;

    /** The last text that was read, without quotes. */
    int textStart;

    int textEnd;
    boolean textHasEscapes;

    /** The last text that {@link #plainText} read, in {@link #plain}. */
    byte[] plain = new byte[0];

    int plainStart;
    int plainEnd;

    private final BadRecord badRecord = new BadRecord();

    /** Whether each open bracket is that of an object, outermost first. */
    private final boolean[] inObject = new boolean[DEEPEST];

    void begin(byte[] bytes, int from, int to) {
        data = bytes;
        place = from;
        end = to;
    }

    /** The next line feed; -1 when there is none before {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            long difference = (long) WORDS.get(bytes, at) ^ LINE_FEEDS;
            long found = difference - ONES & ~difference & TOPS;
            if (found != 0) {
                at += Long.numberOfTrailingZeros(found) >>> 3;
                return at < to ? at : -1;
            }
            at += Long.BYTES;
        }
        return -1;
    }

    /** Eight bytes from {@code at} on, the first in the lowest bits. */
    static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** Passes over blanks and returns the byte that follows, which is not passed over. */
    byte next() {
        byte found = data[place];
        while (found == ' ' || found == '\t' || found == '\r') {
            found = data[++place];
        }
        return found;
    }

    /** Passes over this character, which must come next. */
    void expect(char character) {
        if (next() != character) {
            throw syntax("expected '" + character + "'");
        }
        place++;
    }

    /** Reads a text; its opening quote is the next byte. */
    void text() {
        int at = place + 1;
        textStart = at;
        textHasEscapes = false;
        boolean isAscii = true;
        while (true) {
            long word = (long) WORDS.get(data, at);
            long hits =
                    ((word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES | word - BLANKS) & ~word & TOPS | word & TOPS;
            if (hits == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(hits) >>> 3;
            byte found = data[at];
            if (found == '"') {
                break;
            }
            if (found == '\\') {
                textHasEscapes = true;
                at = escape(at);
            } else if (found < 0) {
                isAscii = false;
                while (data[at] < 0) {
                    at++;
                }
            } else if (at >= end) {
                throw syntax("a text has no closing quote");
            } else {
                place = at;
                throw syntax("a text holds the control character 0x%02x, which must be escaped".formatted(found));
            }
        }
        textEnd = at;
        place = at + 1;
        if (!isAscii) {
            requireUtf8();
        }
    }

    /** Reads a text; its opening quote is the next byte. Its value, without escapes, is then in {@link #plain}. */
    void plainText() {
        text();
        plain = data;
        plainStart = textStart;
        plainEnd = textEnd;
        if (textHasEscapes) {
            plain = new byte[textEnd - textStart];
            plainStart = 0;
            plainEnd = Escapes.remove(data, textStart, textEnd, plain, 0);
        }
    }

    /** Whether the last plain text is this one. */
    boolean plainTextIs(byte[] expected) {
        return Arrays.equals(plain, plainStart, plainEnd, expected, 0, expected.length);
    }

    private void requireUtf8() {
        int invalid = Utf8Text.firstInvalid(data, textStart, textEnd);
        if (invalid >= 0) {
            throw bad(
                    "json.utf8",
                    "The text " + shown(textStart - 1, place)
                            + " is no UTF-8: byte 0x%02x at place %d of it. Files must be UTF-8."
                                    .formatted(data[invalid], invalid - textStart + 1));
        }
    }

    /** Passes over an escape sequence; returns what follows it. */
    private int escape(int at) {
        return switch (data[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> unicodeEscape(at);
            default -> {
                place = at;
                throw syntax("a text holds an escape that JSON does not have");
            }
        };
    }

    private int unicodeEscape(int at) {
        int unit = codeUnit(at);
        boolean isPair = unit >= 0xd800 && unit <= 0xdbff;
        int second = isPair && data[at + 6] == '\\' && data[at + 7] == 'u' ? codeUnit(at + 6) : 0;
        if (isPair ? second < 0xdc00 || second > 0xdfff : unit >= 0xdc00 && unit <= 0xdfff) {
            place = at;
            throw syntax("a text holds half of a surrogate pair");
        }
        return isPair ? at + 12 : at + 6;
    }

    /** The code unit of the escape that begins here with a backslash and a u. */
    private int codeUnit(int at) {
        int unit = Escapes.codeUnit(data, at);
        if (unit < 0) {
            place = at;
            throw syntax("a text holds a \\u escape without four hexadecimal digits");
        }
        return unit;
    }

    /** Reads a number into {@link #number}; its first byte is the next. */
    void number() {
        int after = number.scanJson(data, place, end);
        if (after < 0) {
            throw syntax("a number is not spelled as JSON spells them");
        }
        place = after;
    }

    /** Reads {@code true} or {@code false}; its first byte is the next. */
    boolean bool() {
        boolean isTrue = data[place] == 't';
        literal(isTrue ? TRUE : FALSE);
        return isTrue;
    }

    /** Reads {@code null}; its first byte is the next. */
    void nothing() {
        literal(NULL);
    }

    private void literal(byte[] expected) {
        int after = place + expected.length;
        if (after > end || !Arrays.equals(data, place, after, expected, 0, expected.length)) {
            throw syntax("expected a value");
        }
        place = after;
    }

    static boolean beginsNumber(byte character) {
        return character >= '0' && character <= '9' || character == '-';
    }

    /** Behind a value: passes over a comma, after which there is more, or over the closing bracket. */
    boolean goesOn(char closing) {
        byte found = next();
        if (found != ',' && found != closing) {
            throw syntax("expected ',' or '" + closing + "'");
        }
        place++;
        return found == ',';
    }

    /** Passes over a value of any kind, which must be well formed. */
    void skip() {
        int depth = 0;
        while (true) {
            byte found = next();
            if (found == '{' || found == '[') {
                place++;
                boolean isObject = found == '{';
                if (next() != closing(isObject)) {
                    if (depth == DEEPEST) {
                        throw syntax("lists and objects lie more than " + DEEPEST + " deep in each other");
                    }
                    inObject[depth++] = isObject;
                    if (isObject) {
                        key();
                    }
                    continue;
                }
                place++;
            } else {
                scalar(found);
            }
            depth = close(depth);
            if (depth == 0) {
                return;
            }
        }
    }

    /** A value has ended: passes over the brackets that end with it and over the comma; the depth that is left. */
    private int close(int open) {
        int depth = open;
        while (depth > 0) {
            boolean isObject = inObject[depth - 1];
            byte found = next();
            if (found == ',') {
                place++;
                if (isObject) {
                    key();
                }
                return depth;
            }
            if (found != closing(isObject)) {
                throw syntax("expected ',' or '" + (char) closing(isObject) + "'");
            }
            place++;
            depth--;
        }
        return 0;
    }

    private static byte closing(boolean isObject) {
        return (byte) (isObject ? '}' : ']');
    }

    private void key() {
        if (next() != '"') {
            throw syntax("expected a key in quotes");
        }
        text();
        expect(':');
    }

    private void scalar(byte found) {
        switch (found) {
            case '"' -> text();
            case 't', 'f' -> bool();
            case 'n' -> nothing();
            default -> {
                if (!beginsNumber(found)) {
                    throw syntax("expected a value");
                }
                number();
            }
        }
    }

    /** Notes that the line is no JSON, here. */
    BadRecord syntax(String problem) {
        String where = place >= end ? "at the end of the line" : "at " + shown(place, end);
        return bad("json.syntax", "This is no JSON: " + problem + " " + where + ".");
    }

    /** Notes what is wrong. */
    BadRecord bad(String code, String problem) {
        return badRecord.because(code, problem);
    }

    /** What stands between two places, or the beginning of it, for a message. */
    String shown(int from, int to) {
        int cut = Math.min(to, from + SHOWN_BYTES);
        String text = new String(data, from, Math.max(cut - from, 0), StandardCharsets.UTF_8);
        return "`" + text.stripTrailing() + (cut < to ? "…" : "") + "`";
    }
}
