package io.millrace.expr.kernel;

import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiled LIKE pattern. It is taken apart at its {@code %}: the first piece must stand at the start of the text, the
 * last at its end, and each one between them is looked for from the left, which never has to go back. So the time grows
 * with the text, never exponentially. As in Flink, {@code _} stands for any one character but the end of a line.
 * Immutable; equal when pattern and escape are.
 */
public final class LikePattern {

    /** Stands for any one character within a piece. No UTF-8 text contains this byte. */
    private static final byte ANY = (byte) 0xFF;

    private final Utf8 pattern;
    private final Utf8 escape;
    private final byte[][] pieces;
    private final boolean[] plain;

    private LikePattern(Utf8 pattern, Utf8 escape, List<byte[]> pieces) {
        this.pattern = pattern;
        this.escape = escape;
        this.pieces = pieces.toArray(byte[][]::new);
        this.plain = new boolean[this.pieces.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = !contains(this.pieces[i], ANY);
        }
    }

    /**
     * Compiles a pattern.
     *
     * @param escape the character that makes the next one literal; empty for none
     * @throws RowError INVALID_ARGUMENT when {@code escape} is longer, or stands before something else than
     *     {@code %}, {@code _} or itself
     */
    public static LikePattern compile(Utf8 pattern, Utf8 escape) {
        requireEscape(escape);
        List<byte[]> pieces = new ArrayList<>();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        byte[] data = pattern.data();
        int end = pattern.start() + pattern.length();
        for (int i = pattern.start(); i < end; ) {
            int next = Utf8Bytes.next(data, i, end);
            if (isEscape(data, i, next, escape)) {
                i = next;
                next = i < end ? Utf8Bytes.next(data, i, end) : i;
                requireEscapable(data, i, next, escape);
                piece.write(data, i, next - i);
            } else if (data[i] == '%') {
                pieces.add(piece.toByteArray());
                piece.reset();
            } else if (data[i] == '_') {
                piece.write(ANY);
            } else {
                piece.write(data, i, next - i);
            }
            i = next;
        }
        pieces.add(piece.toByteArray());
        return new LikePattern(pattern.copy(), escape.copy(), pieces);
    }

    static void requireEscape(Utf8 escape) {
        if (Texts.charLength(escape) > 1) {
            throw RowError.INVALID_ARGUMENT;
        }
    }

    static boolean isEscape(byte[] data, int start, int end, Utf8 escape) {
        int length = escape.length();
        return length > 0
                && length == end - start
                && Utf8Bytes.matches(data, start, escape.data(), escape.start(), length);
    }

    static void requireEscapable(byte[] data, int start, int end, Utf8 escape) {
        boolean wildcard = end - start == 1 && (data[start] == '%' || data[start] == '_');
        if (!wildcard && !isEscape(data, start, end, escape)) {
            throw RowError.INVALID_ARGUMENT;
        }
    }

    /** Whether the whole text matches. */
    public boolean matches(Utf8 text) {
        byte[] data = text.data();
        int start = text.start();
        int end = start + text.length();
        int last = pieces.length - 1;
        if (last == 0) {
            return matchAt(0, data, start, end) == end;
        }
        int from = matchAt(0, data, start, end);
        for (int i = 1; i < last && from >= 0; i++) {
            from = find(i, data, from, end);
        }
        return from >= 0 && endsWith(last, data, from, end);
    }

    /** The position after the piece when it stands at {@code at}, else -1. */
    private int matchAt(int index, byte[] data, int at, int end) {
        byte[] piece = pieces[index];
        if (plain[index]) {
            return piece.length <= end - at && Utf8Bytes.matches(data, at, piece, 0, piece.length)
                    ? at + piece.length
                    : -1;
        }
        int position = at;
        for (byte wanted : piece) {
            if (position >= end) {
                return -1;
            }
            if (wanted == ANY) {
                int next = Utf8Bytes.next(data, position, end);
                if (isLineEnd(data, position, next)) {
                    return -1;
                }
                position = next;
            } else if (data[position++] != wanted) {
                return -1;
            }
        }
        return position;
    }

    /** The position after the first occurrence of the piece at or after {@code from}, or -1. */
    private int find(int index, byte[] data, int from, int end) {
        byte[] piece = pieces[index];
        if (plain[index]) {
            int at = Utf8Bytes.indexOf(data, from, end, piece, 0, piece.length);
            return at < 0 ? -1 : at + piece.length;
        }
        for (int at = from; at < end; at = Utf8Bytes.next(data, at, end)) {
            int after = matchAt(index, data, at, end);
            if (after >= 0) {
                return after;
            }
        }
        return -1;
    }

    /** Whether the text from {@code from} on ends with the piece. */
    private boolean endsWith(int index, byte[] data, int from, int end) {
        byte[] piece = pieces[index];
        int at = end;
        if (plain[index]) {
            at -= piece.length;
        } else {
            // From the back, each byte of the piece is one byte of the text, or one character for ANY.
            for (int i = piece.length; i > 0 && at > from; i--) {
                at--;
                while (piece[i - 1] == ANY && at > from && Utf8Bytes.isContinuation(data[at])) {
                    at--;
                }
            }
        }
        return at >= from && matchAt(index, data, at, end) == end;
    }

    /** What a Java regular expression's dot does not match. */
    static boolean isLineEnd(byte[] data, int start, int end) {
        return switch (end - start) {
            case 1 -> data[start] == '\n' || data[start] == '\r';
            case 2 -> data[start] == (byte) 0xC2 && data[start + 1] == (byte) 0x85;
            case 3 ->
                data[start] == (byte) 0xE2
                        && data[start + 1] == (byte) 0x80
                        && (data[start + 2] == (byte) 0xA8 || data[start + 2] == (byte) 0xA9);
            default -> false;
        };
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LikePattern that && pattern.equals(that.pattern) && escape.equals(that.escape);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode() * 31 + escape.hashCode();
    }

    @Override
    public String toString() {
        return "LIKE " + pattern;
    }
}
