package io.millrace.model.text;

import java.util.regex.Pattern;

/** Chooses how a text is written in YAML: plain, in double quotes, or as a block of lines. */
final class YamlScalars {

    /** First characters that start no other thing in YAML. */
    private static final Pattern PLAIN_START = Pattern.compile("[A-Za-z0-9_./$()+~^;=<\\p{L}]");

    private static final Pattern BRACKETS = Pattern.compile("[,\\[\\]{}]");

    private YamlScalars() {}

    /** Appends a value; a block's lines get this indent. */
    static void append(String text, int indent, StringBuilder out) {
        if (isBlock(text)) {
            // At the root a block may stand at the margin, but not where it could be taken for the end of the document.
            block(text, Math.max(indent, 2), out);
        } else {
            out.append(onOneLine(text));
        }
    }

    /** The text as it stands on one line: plain where that reads back, else in double quotes. */
    static String onOneLine(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    /** The text as it stands between the braces of an object on one line, where commas and brackets mean something. */
    static String inBraces(String text) {
        return isPlain(text) && !BRACKETS.matcher(text).find() ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quote(c, quoted));
        return quoted.append('"').toString();
    }

    /**
     * Whether a text is written as lines. The first line must not be blank or start with a blank, because the reader
     * takes the indent from it; what is not printable needs escapes, which blocks do not have.
     */
    private static boolean isBlock(String text) {
        return text.indexOf('\n') >= 0
                && text.charAt(0) != '\n'
                && text.charAt(0) != ' '
                && text.charAt(0) != '\t'
                && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
    }

    private static void block(String text, int indent, StringBuilder out) {
        boolean endsLine = text.endsWith("\n");
        boolean endsLines = text.endsWith("\n\n");
        out.append(endsLines ? "|+" : endsLine ? "|" : "|-").append('\n');
        String lines = endsLine ? text.substring(0, text.length() - 1) : text;
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                out.repeat(' ', indent).append(line);
            }
            out.append('\n');
        }
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty()
                || !PLAIN_START.matcher(text).lookingAt()
                || text.endsWith(" ")
                || text.endsWith(":")
                || text.contains(": ")
                || text.contains(" #")
                || text.startsWith("...")) {
            return false;
        }
        return text.codePoints().allMatch(YamlScalars::isPrintable) && YamlCore.isText(text);
    }

    /** Printable in YAML and not a line break of any sort, so that it stands for itself. */
    private static boolean isPrintable(int c) {
        return c >= 0x20 && c <= 0x7e
                || c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029
                || c >= 0xe000 && c <= 0xfffd && c != 0xfeff
                || c >= 0x10000 && c <= 0x10ffff;
    }

    private static void quote(int c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append("\\u%04x".formatted(c));
                }
            }
        }
    }
}
