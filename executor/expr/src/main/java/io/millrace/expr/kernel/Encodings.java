package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Texts and bytes written in another way, and read back. */
public final class Encodings {

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** The character sets every Java platform has. */
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.US_ASCII,
            ISO_8859_1,
            UTF_8,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16);

    private Encodings() {}

    /** The bytes in base 64. */
    public static void toBase64(Utf8 value, Utf8 out) {
        out.set(Utf8.of(Base64.getEncoder().encode(value.toBytes())));
    }

    /**
     * What was written in base 64.
     *
     * @throws RowError INVALID_ARGUMENT when the text is not in base 64
     */
    public static void fromBase64(Utf8 text, Utf8 out) {
        try {
            // Malformed UTF-8 becomes what a text may hold.
            Texts.setString(new String(Base64.getDecoder().decode(text.toBytes()), UTF_8), out);
        } catch (IllegalArgumentException e) {
            throw RowError.INVALID_ARGUMENT;
        }
    }

    /** Each byte as two digits. */
    public static void hex(Utf8 value, Utf8 out) {
        byte[] to = out.scratch(2 * value.length());
        for (int i = 0; i < value.length(); i++) {
            int b = value.byteAt(i);
            to[2 * i] = DIGITS[b >> 4 & 0xF];
            to[2 * i + 1] = DIGITS[b & 0xF];
        }
        out.setScratch(2 * value.length());
    }

    /** The number to base 16, negative ones as two's complement of 64 bits. */
    public static void hex(long number, Utf8 out) {
        digits(number, 4, out);
    }

    /** The number to base 2, negative ones as two's complement of 64 bits. */
    public static void bin(long number, Utf8 out) {
        digits(number, 1, out);
    }

    private static void digits(long number, int bits, Utf8 out) {
        int used = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + bits - 1) / bits);
        byte[] to = out.scratch(used);
        long rest = number;
        for (int i = used - 1; i >= 0; i--) {
            to[i] = DIGITS[(int) (rest & (1 << bits) - 1)];
            rest >>>= bits;
        }
        out.setScratch(used);
    }

    /** The bytes that were written as digits to base 16; NULL when they were not. */
    public static void unhex(Utf8 text, Utf8 out, NullFlag isNull) {
        int length = text.length();
        int odd = length & 1;
        byte[] to = out.scratch((length + 1) / 2);
        for (int i = 0; i < (length + 1) / 2; i++) {
            int high = i == 0 && odd == 1 ? 0 : Character.digit(text.byteAt(2 * i - odd), 16);
            int low = Character.digit(text.byteAt(2 * i + 1 - odd), 16);
            if (high < 0 || low < 0) {
                isNull.raise();
                return;
            }
            to[i] = (byte) (high << 4 | low);
        }
        out.setScratch((length + 1) / 2);
    }

    /** The characters as bytes of this character set, {@code ?} for those it lacks. */
    public static void encode(Utf8 text, Utf8 charset, Utf8 out) {
        out.set(Utf8.of(text.toString().getBytes(charset(charset))));
    }

    /** The characters that bytes of this character set are. */
    public static void decode(Utf8 bytes, Utf8 charset, Utf8 out) {
        Texts.setString(new String(bytes.data(), bytes.start(), bytes.length(), charset(charset)), out);
    }

    private static Charset charset(Utf8 name) {
        try {
            return charset(name.toString());
        } catch (IllegalArgumentException e) {
            throw RowError.INVALID_ARGUMENT;
        }
    }

    /**
     * A character set by its name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Charset charset(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (Charset charset : CHARSETS) {
            if (charset.name().equals(wanted) || charset.aliases().contains(name)) {
                return charset;
            }
        }
        throw new IllegalArgumentException("there are US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE and UTF-16");
    }

    /** As application/x-www-form-urlencoded. */
    public static void urlEncode(Utf8 text, Utf8 out) {
        Texts.setString(URLEncoder.encode(text.toString(), UTF_8), out);
    }

    /** What was written as application/x-www-form-urlencoded; NULL when it was not. */
    public static void urlDecode(Utf8 text, Utf8 out, NullFlag isNull) {
        try {
            Texts.setString(URLDecoder.decode(text.toString(), UTF_8), out);
        } catch (IllegalArgumentException e) {
            isNull.raise();
        }
    }
}
