package io.millrace.model.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@link FieldPath}s from text, a step at a time. */
final class FieldPathParser {

    private static final int LONGEST = 4_000;

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*+");
    private static final Pattern ELEMENT = Pattern.compile("\\[([A-Za-z_][A-Za-z0-9_-]*+)]");
    private static final Pattern INDEX = Pattern.compile("\\[([0-9]{1,9})]");
    private static final Pattern QUOTED_KEY =
            Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+)\"]");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private final String text;
    private final List<FieldPath.Step> steps = new ArrayList<>();
    private int at;

    private FieldPathParser(String text) {
        this.text = text;
    }

    static boolean isPlainKey(String key) {
        return PLAIN_KEY.matcher(key).matches();
    }

    static boolean isElementId(String id) {
        return PLAIN_KEY.matcher(id).matches();
    }

    static FieldPath parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("A path has at most " + LONGEST + " characters");
        }
        FieldPathParser parser = new FieldPathParser(text);
        while (parser.at < text.length()) {
            parser.step();
        }
        return new FieldPath(parser.steps);
    }

    private void step() {
        if (text.charAt(at) == '[') {
            bracket();
            return;
        }
        if (at > 0) {
            if (text.charAt(at) != '.') {
                throw unexpected();
            }
            at++;
        }
        Matcher key = PLAIN_KEY.matcher(text).region(at, text.length());
        if (!key.lookingAt()) {
            throw unexpected();
        }
        steps.add(new FieldPath.Key(key.group()));
        at = key.end();
    }

    private void bracket() {
        Matcher index = INDEX.matcher(text).region(at, text.length());
        Matcher element = ELEMENT.matcher(text).region(at, text.length());
        Matcher key = QUOTED_KEY.matcher(text).region(at, text.length());
        if (index.lookingAt()) {
            steps.add(new FieldPath.Index(Integer.parseInt(index.group(1))));
            at = index.end();
        } else if (element.lookingAt()) {
            steps.add(new FieldPath.Element(element.group(1)));
            at = element.end();
        } else if (key.lookingAt()) {
            steps.add(new FieldPath.Key(unescaped(key.group(1))));
            at = key.end();
        } else {
            throw unexpected();
        }
    }

    private static String unescaped(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(escape -> Matcher.quoteReplacement(escaped(escape.group(1))));
    }

    private static String escaped(String escape) {
        return switch (escape.charAt(0)) {
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            default -> escape;
        };
    }

    private IllegalArgumentException unexpected() {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return new IllegalArgumentException("`" + shown + "` is not a path of fields (see character " + (at + 1)
                + "); write one like `columns[2].expression` or `aggregates[total].argument`");
    }
}
