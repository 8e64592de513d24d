package io.millrace.plan.explain;

import java.util.ArrayList;
import java.util.List;

/** Text of limited width that grows line by line. */
final class TextPage {

    /** Characters of the longest line; as many fit on a terminal beside another window. */
    static final int WIDTH = 120;

    /** Longer texts are cut: a reader wants to see the plan, and the JSON has all of it. */
    private static final int LONGEST = 4_000;

    private static final int LEAST_WIDTH = 20;
    private static final int HANGING = 4;

    private final StringBuilder out = new StringBuilder();

    /** An empty line. */
    void blank() {
        out.append('\n');
    }

    /** A text, on as many lines as it takes, each behind this prefix, all but the first indented. */
    void line(String prefix, String text) {
        line(prefix, prefix, text);
    }

    /** The same with another prefix for the first line. */
    void line(String first, String rest, String text) {
        String prefix = first;
        int indent = 0;
        for (String part : wrapped(visible(shortened(text)), WIDTH - Math.max(first.length(), rest.length()))) {
            out.append((prefix + " ".repeat(indent) + part).stripTrailing()).append('\n');
            prefix = rest;
            indent = HANGING;
        }
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + " ... (" + (text.length() - end) + " more characters)";
    }

    /** Broken at blanks where there are any, anywhere else where there are none. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        int room = Math.max(width, LEAST_WIDTH);
        while (rest.codePointCount(0, rest.length()) > room) {
            int end = rest.offsetByCodePoints(0, room);
            int blank = rest.lastIndexOf(' ', end);
            int cut = blank > 0 && !rest.substring(0, blank).isBlank() ? blank : end;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
            room = Math.max(width - HANGING, LEAST_WIDTH);
        }
        lines.add(rest);
        return lines;
    }

    /** The text with a code in the place of each character that has no look of its own or could steer a terminal. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append("\\u{%x}".formatted(c));
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
