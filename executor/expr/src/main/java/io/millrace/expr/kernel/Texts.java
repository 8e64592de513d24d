package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.util.Locale;

/**
 * Functions on text. Positions and lengths count characters (code points), from 1. Changing the case of text beyond
 * ASCII goes through {@link String}, which allocates.
 */
public final class Texts {

    /** The most texts one call joins. */
    public static final int MAX_CONCAT = 6;

    private Texts() {}

    public static void upper(Utf8 text, Utf8 out) {
        int length = text.length();
        if (Utf8Bytes.copyFlippingCase(text.data(), text.start(), length, out.scratch(length), 'a')) {
            out.setScratch(length);
        } else {
            setString(text.toString().toUpperCase(Locale.ROOT), out);
        }
    }

    public static void lower(Utf8 text, Utf8 out) {
        int length = text.length();
        if (Utf8Bytes.copyFlippingCase(text.data(), text.start(), length, out.scratch(length), 'A')) {
            out.setScratch(length);
        } else {
            setString(text.toString().toLowerCase(Locale.ROOT), out);
        }
    }

    public static int charLength(Utf8 text) {
        return Utf8Bytes.count(text.data(), text.start(), text.length());
    }

    /** From the character at {@code position}, counted from the end when negative; from the start when 0. */
    public static void substring(Utf8 text, int position, Utf8 out) {
        int end = text.start() + text.length();
        int from = from(text, position);
        out.set(text.data(), from, end - from);
    }

    /** As above, {@code length} characters at most; NULL when that is negative. */
    public static void substring(Utf8 text, int position, int length, Utf8 out, NullFlag isNull) {
        if (length < 0) {
            isNull.raise();
            return;
        }
        int from = from(text, position);
        int to = Utf8Bytes.skip(text.data(), from, text.start() + text.length(), length);
        out.set(text.data(), from, to - from);
    }

    private static int from(Utf8 text, int position) {
        int start = text.start();
        int end = start + text.length();
        if (position > 0) {
            return Utf8Bytes.skip(text.data(), start, end, position - 1);
        }
        if (position == 0) {
            return start;
        }
        int before = charLength(text) + position;
        return before < 0 ? end : Utf8Bytes.skip(text.data(), start, end, before);
    }

    /** The position of the first occurrence, 0 when there is none. */
    public static int position(Utf8 wanted, Utf8 text) {
        return position(wanted, text, 1);
    }

    /** The position of the first occurrence at or after the character {@code from}; an empty text is always at 1. */
    public static int position(Utf8 wanted, Utf8 text, int from) {
        if (wanted.length() == 0) {
            return 1;
        }
        int end = text.start() + text.length();
        int begin = from <= 1 ? text.start() : Utf8Bytes.skip(text.data(), text.start(), end, from - 1);
        int at = Utf8Bytes.indexOf(text.data(), begin, end, wanted.data(), wanted.start(), wanted.length());
        return at < 0 ? 0 : 1 + Utf8Bytes.count(text.data(), text.start(), at - text.start());
    }

    /** Every occurrence of {@code wanted}, from the left, replaced; an empty one occurs around every character. */
    public static void replace(Utf8 text, Utf8 wanted, Utf8 replacement, Utf8 out) {
        if (wanted.length() == 0) {
            interleave(text, replacement, out);
            return;
        }
        byte[] from = text.data();
        int end = text.start() + text.length();
        int at = Utf8Bytes.indexOf(from, text.start(), end, wanted.data(), wanted.start(), wanted.length());
        if (at < 0) {
            out.set(text);
            return;
        }
        int copied = text.start();
        int used = 0;
        byte[] to = out.scratch(text.length());
        while (at >= 0) {
            to = room(out, used, (long) at - copied + replacement.length());
            System.arraycopy(from, copied, to, used, at - copied);
            used = append(to, used + at - copied, replacement);
            copied = at + wanted.length();
            at = Utf8Bytes.indexOf(from, copied, end, wanted.data(), wanted.start(), wanted.length());
        }
        to = room(out, used, (long) end - copied);
        System.arraycopy(from, copied, to, used, end - copied);
        out.setScratch(used + end - copied);
    }

    private static void interleave(Utf8 text, Utf8 separator, Utf8 out) {
        int end = text.start() + text.length();
        long length = text.length() + (charLength(text) + 1L) * separator.length();
        byte[] to = room(out, length);
        int used = append(to, 0, separator);
        for (int i = text.start(); i < end; ) {
            int next = Utf8Bytes.next(text.data(), i, end);
            System.arraycopy(text.data(), i, to, used, next - i);
            used = append(to, used + next - i, separator);
            i = next;
        }
        out.setScratch(used);
    }

    /** Without the spaces at both ends. */
    public static void trim(Utf8 text, Utf8 out) {
        trimSpaces(text, true, true, out);
    }

    public static void trimLeading(Utf8 text, Utf8 out) {
        trimSpaces(text, true, false, out);
    }

    public static void trimTrailing(Utf8 text, Utf8 out) {
        trimSpaces(text, false, true, out);
    }

    private static void trimSpaces(Utf8 text, boolean leading, boolean trailing, Utf8 out) {
        byte[] data = text.data();
        int from = text.start();
        int to = from + text.length();
        while (leading && from < to && data[from] == ' ') {
            from++;
        }
        while (trailing && from < to && data[to - 1] == ' ') {
            to--;
        }
        out.set(data, from, to - from);
    }

    /** Without the characters at both ends that are among {@code characters}. */
    public static void trim(Utf8 text, Utf8 characters, Utf8 out) {
        trimLeading(text, characters, out);
        trimTrailing(out, characters, out);
    }

    public static void trimLeading(Utf8 text, Utf8 characters, Utf8 out) {
        byte[] data = text.data();
        int from = text.start();
        int end = from + text.length();
        while (from < end) {
            int next = Utf8Bytes.next(data, from, end);
            if (!contains(characters, data, from, next - from)) {
                break;
            }
            from = next;
        }
        out.set(data, from, end - from);
    }

    public static void trimTrailing(Utf8 text, Utf8 characters, Utf8 out) {
        byte[] data = text.data();
        int start = text.start();
        int to = start + text.length();
        while (to > start) {
            int previous = to - 1;
            while (previous > start && Utf8Bytes.isContinuation(data[previous])) {
                previous--;
            }
            if (!contains(characters, data, previous, to - previous)) {
                break;
            }
            to = previous;
        }
        out.set(data, start, to - start);
    }

    /** Whether one of the characters is this one. */
    private static boolean contains(Utf8 characters, byte[] data, int start, int length) {
        byte[] wanted = characters.data();
        int end = characters.start() + characters.length();
        for (int i = characters.start(); i < end; ) {
            int next = Utf8Bytes.next(wanted, i, end);
            if (next - i == length && Utf8Bytes.matches(wanted, i, data, start, length)) {
                return true;
            }
            i = next;
        }
        return false;
    }

    public static void concat(Utf8 a, Utf8 out) {
        out.set(a);
    }

    public static void concat(Utf8 a, Utf8 b, Utf8 out) {
        byte[] bytes = room(out, (long) a.length() + b.length());
        int end = append(bytes, 0, a);
        end = append(bytes, end, b);
        out.setScratch(end);
    }

    public static void concat(Utf8 a, Utf8 b, Utf8 c, Utf8 out) {
        byte[] bytes = room(out, (long) a.length() + b.length() + c.length());
        int end = append(bytes, 0, a);
        end = append(bytes, end, b);
        end = append(bytes, end, c);
        out.setScratch(end);
    }

    public static void concat(Utf8 a, Utf8 b, Utf8 c, Utf8 d, Utf8 out) {
        byte[] bytes = room(out, (long) a.length() + b.length() + c.length() + d.length());
        int end = append(bytes, 0, a);
        end = append(bytes, end, b);
        end = append(bytes, end, c);
        end = append(bytes, end, d);
        out.setScratch(end);
    }

    public static void concat(Utf8 a, Utf8 b, Utf8 c, Utf8 d, Utf8 e, Utf8 out) {
        byte[] bytes = room(out, (long) a.length() + b.length() + c.length() + d.length() + e.length());
        int end = append(bytes, 0, a);
        end = append(bytes, end, b);
        end = append(bytes, end, c);
        end = append(bytes, end, d);
        end = append(bytes, end, e);
        out.setScratch(end);
    }

    public static void concat(Utf8 a, Utf8 b, Utf8 c, Utf8 d, Utf8 e, Utf8 f, Utf8 out) {
        byte[] bytes = room(out, (long) a.length() + b.length() + c.length() + d.length() + e.length() + f.length());
        int end = append(bytes, 0, a);
        end = append(bytes, end, b);
        end = append(bytes, end, c);
        end = append(bytes, end, d);
        end = append(bytes, end, e);
        end = append(bytes, end, f);
        out.setScratch(end);
    }

    private static int append(byte[] to, int at, Utf8 text) {
        System.arraycopy(text.data(), text.start(), to, at, text.length());
        return at + text.length();
    }

    private static byte[] room(Utf8 out, long length) {
        return room(out, 0, length);
    }

    /** The scratch buffer with room for {@code more} bytes after the first {@code used}. */
    private static byte[] room(Utf8 out, int used, long more) {
        if (used + more > Utf8.MAX_BYTES) {
            throw RowError.OVERFLOW;
        }
        return out.scratch((int) (used + more), used);
    }

    static void setString(String text, Utf8 out) {
        byte[] bytes = text.getBytes(UTF_8);
        out.set(bytes, 0, bytes.length);
    }
}
