package io.millrace.model.text;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.problem.TextPosition;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text and where its lines start. Lines end with LF, CR LF or CR, as YAML and editors count them. */
public final class TextSource {

    private final String text;
    private final int[] lineStarts;

    private TextSource(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /** The source over this text, without a byte order mark it may start with. */
    public static TextSource of(String text) {
        return new TextSource(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    /**
     * The text in these bytes.
     *
     * @throws UnreadableText when they are too many or no UTF-8
     */
    public static TextSource ofUtf8(byte[] bytes) throws UnreadableText {
        if (bytes.length > TextLimits.LONGEST_TEXT) {
            throw new UnreadableText(tooLong(bytes.length + " bytes"));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        ByteBuffer encoded = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(encoded, decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            TextSource before = of(text);
            throw new UnreadableText(Problem.error(
                            ProblemCodes.DOCUMENT_SYNTAX,
                            "The text is not UTF-8: byte %d is 0x%02x, which cannot stand there; save the file as UTF-8"
                                    .formatted(encoded.position(), bytes[encoded.position()]))
                    .position(before.position(before.text.length())));
        }
        return of(text);
    }

    static Problem tooLong(String length) {
        return Problem.error(
                        ProblemCodes.DOCUMENT_TOO_LARGE,
                        "The text has %s; at most %d MiB are read"
                                .formatted(length, TextLimits.LONGEST_TEXT / (1024 * 1024)))
                .arg("length", length);
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** The line and column of this offset into the text. */
    public TextPosition position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        int start = lineStarts[line];
        return new TextPosition(line + 1, text.codePointCount(start, Math.min(offset, text.length())) + 1);
    }

    /** The offset at which the line after the one around this offset starts; the end of the text if there is none. */
    int nextLine(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (endsLine) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** Why bytes are no text. */
    public static final class UnreadableText extends Exception {

        private final transient Problem problem;

        UnreadableText(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        /** The same, as a problem. */
        public Problem problem() {
            return problem;
        }
    }
}
