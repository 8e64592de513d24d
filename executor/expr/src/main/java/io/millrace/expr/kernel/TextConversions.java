package io.millrace.expr.kernel;

import io.millrace.expr.value.Utf8;
import java.util.Arrays;

/** CAST among texts and bytes of different lengths. */
public final class TextConversions {

    private TextConversions() {}

    /** To VARCHAR: at most {@code length} characters. */
    public static void cutText(Utf8 text, int length, Utf8 out) {
        int end = Utf8Bytes.skip(text.data(), text.start(), text.start() + text.length(), length);
        out.set(text.data(), text.start(), end - text.start());
    }

    /** To CHAR: exactly {@code length} characters, with spaces at the end when there are fewer. */
    public static void fitText(Utf8 text, int length, Utf8 out) {
        int missing = length - Texts.charLength(text);
        if (missing <= 0) {
            cutText(text, length, out);
            return;
        }
        byte[] to = out.scratch(text.length() + missing);
        System.arraycopy(text.data(), text.start(), to, 0, text.length());
        Arrays.fill(to, text.length(), text.length() + missing, (byte) ' ');
        out.setScratch(text.length() + missing);
    }

    /** To VARBINARY: at most {@code length} bytes. */
    public static void cutBytes(Utf8 bytes, int length, Utf8 out) {
        out.set(bytes.data(), bytes.start(), Math.min(length, bytes.length()));
    }

    /** To BINARY: exactly {@code length} bytes, with zeros at the end when there are fewer. */
    public static void fitBytes(Utf8 bytes, int length, Utf8 out) {
        if (bytes.length() >= length) {
            cutBytes(bytes, length, out);
            return;
        }
        byte[] to = out.scratch(length);
        System.arraycopy(bytes.data(), bytes.start(), to, 0, bytes.length());
        Arrays.fill(to, bytes.length(), length, (byte) 0);
        out.setScratch(length);
    }

    /** Bytes read as UTF-8, malformed ones as U+FFFD. Allocates when they are not all ASCII. */
    public static void bytesToText(Utf8 bytes, Utf8 out) {
        if (Utf8Bytes.isAscii(bytes.data(), bytes.start(), bytes.length())) {
            out.set(bytes);
        } else {
            Texts.setString(bytes.toString(), out);
        }
    }
}
