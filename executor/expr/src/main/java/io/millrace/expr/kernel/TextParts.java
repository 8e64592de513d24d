package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import org.jspecify.annotations.Nullable;

/** Texts cut, padded, repeated and split. Lengths and positions count characters (code points), from 1. */
public final class TextParts {

    /** The largest text that a number makes of a small one: 16 MiB. Beyond it the row fails, not the heap. */
    public static final int MOST_BYTES = 1 << 24;

    private static final Utf8 NOTHING = new Utf8();

    private TextParts() {}

    /** The first {@code count} characters; none when that is not positive. */
    public static void left(Utf8 text, int count, Utf8 out) {
        int end = text.start() + text.length();
        int to = count <= 0 ? text.start() : Utf8Bytes.skip(text.data(), text.start(), end, count);
        out.set(text.data(), text.start(), to - text.start());
    }

    /** The last {@code count} characters; none when that is not positive. */
    public static void right(Utf8 text, int count, Utf8 out) {
        int end = text.start() + text.length();
        int length = count <= 0 ? 0 : Texts.charLength(text);
        int from = count <= 0 ? end : Utf8Bytes.skip(text.data(), text.start(), end, Math.max(0, length - count));
        out.set(text.data(), from, end - from);
    }

    /** The text so many times, empty when that is not positive. */
    public static void repeat(Utf8 text, int count, Utf8 out) {
        int times = Math.max(0, count);
        byte[] to = room(out, (long) text.length() * times);
        int used = 0;
        for (int i = 0; i < times && text.length() > 0; i++) {
            used = append(to, used, text);
        }
        out.setScratch(used);
    }

    /** Cut to {@code length} characters, or filled up to them at the start; NULL when negative or with nothing to fill. */
    public static void lpad(Utf8 text, int length, Utf8 pad, Utf8 out, NullFlag isNull) {
        pad(text, length, pad, out, isNull, true);
    }

    /** As {@link #lpad}, at the end. */
    public static void rpad(Utf8 text, int length, Utf8 pad, Utf8 out, NullFlag isNull) {
        pad(text, length, pad, out, isNull, false);
    }

    private static void pad(Utf8 text, int length, Utf8 pad, Utf8 out, NullFlag isNull, boolean atStart) {
        if (length < 0 || pad.length() == 0) {
            isNull.raise();
            return;
        }
        int missing = length - Texts.charLength(text);
        if (missing <= 0) {
            left(text, length, out);
            return;
        }
        int padCharacters = Texts.charLength(pad);
        int whole = missing / padCharacters;
        int rest = Utf8Bytes.skip(pad.data(), pad.start(), pad.start() + pad.length(), missing % padCharacters)
                - pad.start();
        byte[] to = room(out, (long) whole * pad.length() + rest + text.length());
        int used = atStart ? 0 : append(to, 0, text);
        for (int i = 0; i < whole; i++) {
            used = append(to, used, pad);
        }
        System.arraycopy(pad.data(), pad.start(), to, used, rest);
        used += rest;
        out.setScratch(atStart ? append(to, used, text) : used);
    }

    /** The characters from the last to the first. */
    public static void reverse(Utf8 text, Utf8 out) {
        byte[] from = text.data();
        int end = text.start() + text.length();
        byte[] to = out.scratch(text.length());
        int at = text.length();
        for (int i = text.start(); i < end; ) {
            int next = Utf8Bytes.next(from, i, end);
            at -= next - i;
            System.arraycopy(from, i, to, at, next - i);
            i = next;
        }
        out.setScratch(text.length());
    }

    /** The first letter of each run of letters and digits in capitals, the others small; looks at ASCII alone. */
    public static void initcap(Utf8 text, Utf8 out) {
        byte[] from = text.data();
        byte[] to = out.scratch(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            byte b = from[text.start() + i];
            boolean small = b >= 'a' && b <= 'z';
            boolean capital = b >= 'A' && b <= 'Z';
            if (small && !inWord) {
                to[i] = (byte) (b - 32);
            } else if (capital && inWord) {
                to[i] = (byte) (b + 32);
            } else {
                to[i] = b;
            }
            inWord = small || capital || Digits.isDigit(b);
        }
        out.setScratch(text.length());
    }

    /** The first byte of the text as a number, 0 for an empty one. */
    public static int ascii(Utf8 text) {
        return text.length() == 0 ? 0 : text.byteAt(0);
    }

    /** The character of the lowest eight bits; nothing for a negative number. */
    public static void chr(long number, Utf8 out) {
        int character = (int) (number & 0xFF);
        byte[] to = out.scratch(2);
        if (number < 0) {
            out.setScratch(0);
        } else if (character < 0x80) {
            to[0] = (byte) character;
            out.setScratch(1);
        } else {
            to[0] = (byte) (0xC0 | character >> 6);
            to[1] = (byte) (0x80 | character & 0x3F);
            out.setScratch(2);
        }
    }

    /** As POSITION with its arguments the other way round. */
    public static int instr(Utf8 text, Utf8 wanted) {
        return Texts.position(wanted, text);
    }

    /** The text with {@code replacement} in place of as many characters from {@code from} on as it has itself. */
    public static void overlay(Utf8 text, Utf8 replacement, long from, Utf8 out) {
        overlay(text, replacement, from, Texts.charLength(replacement), out);
    }

    /** The text with {@code replacement} in place of {@code count} characters; unchanged when {@code from} is outside. */
    public static void overlay(Utf8 text, Utf8 replacement, long from, long count, Utf8 out) {
        int length = Texts.charLength(text);
        if (from <= 0 || from > length) {
            out.set(text);
            return;
        }
        byte[] data = text.data();
        int end = text.start() + text.length();
        int cut = Utf8Bytes.skip(data, text.start(), end, (int) from - 1);
        // A negative count drops the rest, as in Flink.
        int rest = count <= 0 ? end : Utf8Bytes.skip(data, cut, end, (int) Math.min(count, Integer.MAX_VALUE));
        byte[] to = room(out, (long) (cut - text.start()) + replacement.length() + (end - rest));
        System.arraycopy(data, text.start(), to, 0, cut - text.start());
        int used = append(to, cut - text.start(), replacement);
        System.arraycopy(data, rest, to, used, end - rest);
        out.setScratch(used + end - rest);
    }

    /**
     * Each character that is in {@code from} replaced by the one at its place in {@code to}, dropped if there is none.
     *
     * @param places the texts from and to; NULL counts as empty
     */
    public static void translate(Utf8 text, @Nullable Object[] places, Utf8 out) {
        if (!(places[0] instanceof Utf8 from)) {
            out.set(text);
            return;
        }
        Utf8 to = places[1] instanceof Utf8 given ? given : NOTHING;
        byte[] data = text.data();
        int end = text.start() + text.length();
        byte[] target = room(out, 4L * text.length());
        int used = 0;
        for (int i = text.start(); i < end; ) {
            int next = Utf8Bytes.next(data, i, end);
            int place = place(from, data, i, next - i);
            if (place < 0) {
                System.arraycopy(data, i, target, used, next - i);
                used += next - i;
            } else {
                int toEnd = to.start() + to.length();
                int at = Utf8Bytes.skip(to.data(), to.start(), toEnd, place);
                if (at < toEnd) {
                    int after = Utf8Bytes.next(to.data(), at, toEnd);
                    System.arraycopy(to.data(), at, target, used, after - at);
                    used += after - at;
                }
            }
            i = next;
        }
        out.setScratch(used);
    }

    /** At which character {@code among} has this one, from 0; -1 when nowhere. */
    private static int place(Utf8 among, byte[] data, int start, int length) {
        int end = among.start() + among.length();
        int place = 0;
        for (int i = among.start(); i < end; place++) {
            int next = Utf8Bytes.next(among.data(), i, end);
            if (next - i == length && Utf8Bytes.matches(among.data(), i, data, start, length)) {
                return place;
            }
            i = next;
        }
        return -1;
    }

    /** The texts that are not NULL with the separator between them. */
    public static void concatWs(Utf8 separator, @Nullable Object[] texts, Utf8 out) {
        long length = 0;
        for (Object text : texts) {
            length += text == null ? 0 : (long) separator.length() + ((Utf8) text).length();
        }
        byte[] to = room(out, length, Utf8.MAX_BYTES);
        int used = 0;
        boolean first = true;
        for (Object each : texts) {
            if (each instanceof Utf8 text) {
                used = append(to, first ? used : append(to, used, separator), text);
                first = false;
            }
        }
        out.setScratch(used);
    }

    /** The piece at {@code index}, from 0, of the text cut at every {@code separator}; NULL when there are not so many. */
    public static void splitIndex(Utf8 text, Utf8 separator, int index, Utf8 out, NullFlag isNull) {
        if (index < 0 || text.length() == 0) {
            isNull.raise();
            return;
        }
        byte[] data = text.data();
        int end = text.start() + text.length();
        int from = text.start();
        for (int piece = 0; ; piece++) {
            int at = separator.length() == 0
                    ? nextSpace(data, from, end)
                    : Utf8Bytes.indexOf(data, from, end, separator.data(), separator.start(), separator.length());
            if (piece == index) {
                out.set(data, from, (at < 0 ? end : at) - from);
                return;
            }
            if (at < 0) {
                isNull.raise();
                return;
            }
            from = at + Math.max(1, separator.length());
        }
    }

    /** Without a separator the text is cut at white space. */
    private static int nextSpace(byte[] data, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Character.isWhitespace(data[i])) {
                return i;
            }
        }
        return -1;
    }

    /** As above; the separator is a character by its number. */
    public static void splitIndex(Utf8 text, int separator, int index, Utf8 out, NullFlag isNull) {
        if (separator <= 0 || separator > 255) {
            isNull.raise();
            return;
        }
        splitIndex(text, Utf8.of(String.valueOf((char) separator)), index, out, isNull);
    }

    public static boolean startsWith(Utf8 text, Utf8 start) {
        return text.length() >= start.length()
                && Utf8Bytes.matches(text.data(), text.start(), start.data(), start.start(), start.length());
    }

    public static boolean endsWith(Utf8 text, Utf8 end) {
        return text.length() >= end.length()
                && Utf8Bytes.matches(
                        text.data(),
                        text.start() + text.length() - end.length(),
                        end.data(),
                        end.start(),
                        end.length());
    }

    /** The text at this position, from 1; NULL when there is none. */
    public static void elt(long index, @Nullable Object[] texts, Utf8 out, NullFlag isNull) {
        if (index >= 1 && index <= texts.length && texts[(int) index - 1] instanceof Utf8 text) {
            out.set(text);
        } else {
            isNull.raise();
        }
    }

    private static int append(byte[] to, int at, Utf8 text) {
        System.arraycopy(text.data(), text.start(), to, at, text.length());
        return at + text.length();
    }

    private static byte[] room(Utf8 out, long length) {
        return room(out, length, MOST_BYTES);
    }

    private static byte[] room(Utf8 out, long length, int most) {
        if (length > most) {
            throw RowError.OVERFLOW;
        }
        return out.scratch((int) length);
    }
}
