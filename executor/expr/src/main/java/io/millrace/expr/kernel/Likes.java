package io.millrace.expr.kernel;

import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;

/** LIKE with a pattern that is fixed, or that comes with the row. */
public final class Likes {

    private static final Utf8 NO_ESCAPE = new Utf8();

    private Likes() {}

    public static boolean like(Utf8 text, LikePattern pattern) {
        return pattern.matches(text);
    }

    public static boolean like(Utf8 text, Utf8 pattern) {
        return matches(text, pattern, NO_ESCAPE);
    }

    /**
     * Matches without compiling: on a mismatch it goes back to the last {@code %} and lets that stand for one character
     * more, so the time is at most the product of both lengths.
     *
     * @throws RowError INVALID_ARGUMENT as {@link LikePattern#compile}, and when {@code escape} is empty
     */
    public static boolean like(Utf8 text, Utf8 pattern, Utf8 escape) {
        if (escape.length() == 0) {
            throw RowError.INVALID_ARGUMENT;
        }
        LikePattern.requireEscape(escape);
        requireValid(pattern, escape);
        return matches(text, pattern, escape);
    }

    private static boolean matches(Utf8 text, Utf8 pattern, Utf8 escape) {
        byte[] data = text.data();
        byte[] wanted = pattern.data();
        int end = text.start() + text.length();
        int patternEnd = pattern.start() + pattern.length();
        int i = text.start();
        int p = pattern.start();
        int afterPercent = -1;
        int retry = 0;
        while (i < end || p < patternEnd) {
            if (p < patternEnd) {
                int nextP = Utf8Bytes.next(wanted, p, patternEnd);
                boolean escaped = LikePattern.isEscape(wanted, p, nextP, escape);
                if (!escaped && wanted[p] == '%') {
                    afterPercent = nextP;
                    retry = i;
                    p = nextP;
                    continue;
                }
                if (i < end) {
                    int literal = escaped ? nextP : p;
                    int literalEnd = escaped ? Utf8Bytes.next(wanted, nextP, patternEnd) : nextP;
                    int next = Utf8Bytes.next(data, i, end);
                    boolean any = !escaped && wanted[p] == '_';
                    if (any
                            ? !LikePattern.isLineEnd(data, i, next)
                            : next - i == literalEnd - literal
                                    && Utf8Bytes.matches(data, i, wanted, literal, next - i)) {
                        i = next;
                        p = literalEnd;
                        continue;
                    }
                }
            }
            if (afterPercent < 0 || retry >= end) {
                return false;
            }
            retry = Utf8Bytes.next(data, retry, end);
            i = retry;
            p = afterPercent;
        }
        return true;
    }

    /** An escape that stands wrong fails the row even when the text differs before it. */
    private static void requireValid(Utf8 pattern, Utf8 escape) {
        if (escape.length() == 0) {
            return;
        }
        byte[] data = pattern.data();
        int end = pattern.start() + pattern.length();
        for (int i = pattern.start(); i < end; ) {
            int next = Utf8Bytes.next(data, i, end);
            if (LikePattern.isEscape(data, i, next, escape)) {
                int escaped = next;
                next = escaped < end ? Utf8Bytes.next(data, escaped, end) : escaped;
                LikePattern.requireEscapable(data, escaped, next, escape);
            }
            i = next;
        }
    }
}
