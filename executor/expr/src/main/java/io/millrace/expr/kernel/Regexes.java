package io.millrace.expr.kernel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions by RE2/J, whose time is linear in the text whatever the pattern. A pattern that is none answers NULL.
 */
public final class Regexes {

    /** A program of RE2 costs time and memory by its length: longer patterns are none. */
    public static final int LONGEST_PATTERN = 10_000;

    private Regexes() {}

    /** The last pattern, compiled: a literal is compiled once. One thread. */
    public static final class Workspace {
        private final Utf8 last = new Utf8();
        private @Nullable Pattern pattern;
        private boolean used;

        public Workspace() {}

        /** The pattern, or null when it is none. */
        @Nullable
        Pattern compiled(Utf8 regex) {
            if (!used || !last.equals(regex)) {
                last.set(regex.toBytes(), 0, regex.length());
                used = true;
                try {
                    pattern = compile(regex.toString());
                } catch (IllegalArgumentException e) {
                    pattern = null;
                }
            }
            return pattern;
        }
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static Pattern compile(String regex) {
        if (regex.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException(
                    "a pattern has at most " + LONGEST_PATTERN + " characters, not " + regex.length());
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            boolean looksAround = regex.contains("(?=")
                    || regex.contains("(?!")
                    || regex.contains("(?<=")
                    || regex.contains("(?<!")
                    || regex.matches("(?s).*\\\\[1-9].*");
            throw new IllegalArgumentException(
                    e.getDescription()
                            + (looksAround
                                    ? "; look-around and back-references are not there, because no pattern may take more"
                                            + " than linear time"
                                    : ""),
                    e);
        }
    }

    /** Whether the pattern is found in the text; an empty one and what is none are not. */
    public static boolean matches(Utf8 text, Utf8 regex, Workspace workspace) {
        Pattern pattern = regex.length() == 0 ? null : workspace.compiled(regex);
        return pattern != null && matcher(pattern, text).find();
    }

    /** What the pattern finds first. */
    public static void extract(Utf8 text, Utf8 regex, Workspace workspace, Utf8 out, NullFlag isNull) {
        extract(text, regex, 0, workspace, out, isNull);
    }

    /** What a group of the pattern, or for 0 all of it, finds first; NULL when nothing or there is no such group. */
    public static void extract(Utf8 text, Utf8 regex, long group, Workspace workspace, Utf8 out, NullFlag isNull) {
        Pattern pattern = workspace.compiled(regex);
        if (pattern == null || group < 0 || group > pattern.groupCount()) {
            isNull.raise();
            return;
        }
        Matcher matcher = matcher(pattern, text);
        if (!matcher.find() || matcher.start((int) group) < 0) {
            isNull.raise();
            return;
        }
        out.set(
                text.data(),
                text.start() + matcher.start((int) group),
                matcher.end((int) group) - matcher.start((int) group));
    }

    /** Every match replaced by the replacement as it stands. */
    public static void replace(
            Utf8 text, Utf8 regex, Utf8 replacement, Workspace workspace, Utf8 out, NullFlag isNull) {
        Pattern pattern = workspace.compiled(regex);
        if (pattern == null) {
            isNull.raise();
            return;
        }
        Matcher matcher = pattern.matcher(text.toString());
        if (!matcher.find()) {
            out.set(text);
            return;
        }
        String by = Matcher.quoteReplacement(replacement.toString());
        StringBuilder result = new StringBuilder();
        do {
            matcher.appendReplacement(result, by);
            if (result.length() > TextParts.MOST_BYTES) {
                throw RowError.OVERFLOW;
            }
        } while (matcher.find());
        matcher.appendTail(result);
        Texts.setString(result.toString(), out);
    }

    /** How often the pattern is found. */
    public static int count(Utf8 text, Utf8 regex, Workspace workspace, NullFlag isNull) {
        Pattern pattern = workspace.compiled(regex);
        if (pattern == null) {
            isNull.raise();
            return 0;
        }
        Matcher matcher = pattern.matcher(text.toString());
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** At which character the pattern is first found, from 1; 0 when nowhere. */
    public static int position(Utf8 text, Utf8 regex, Workspace workspace, NullFlag isNull) {
        Pattern pattern = workspace.compiled(regex);
        if (pattern == null) {
            isNull.raise();
            return 0;
        }
        Matcher matcher = matcher(pattern, text);
        return matcher.find() ? 1 + Utf8Bytes.count(text.data(), text.start(), matcher.start()) : 0;
    }

    /** What the first group finds, each time the pattern is found. */
    public static Object extractAll(Utf8 text, Utf8 regex, Workspace workspace, NullFlag isNull) {
        return extractAll(text, regex, 1, workspace, isNull);
    }

    /** What a group finds, each time the pattern is found; NULL when there is no such group. */
    public static Object extractAll(Utf8 text, Utf8 regex, long group, Workspace workspace, NullFlag isNull) {
        Pattern pattern = workspace.compiled(regex);
        if (pattern == null || group < 0 || group > pattern.groupCount()) {
            isNull.raise();
            return List.of();
        }
        List<@Nullable Object> found = new ArrayList<>();
        // As characters, not bytes: behind an empty match the next one is looked for a character further.
        Matcher matcher = pattern.matcher(text.toString());
        while (matcher.find()) {
            String part = matcher.group((int) group);
            found.add(part == null ? null : Utf8.of(part));
        }
        return Collections.unmodifiableList(found);
    }

    /** RE2/J reads whole arrays, so a text within one is copied; places in the text are as in the copy. */
    private static Matcher matcher(Pattern pattern, Utf8 text) {
        boolean whole = text.start() == 0 && text.length() == text.data().length;
        return pattern.matcher(whole ? text.data() : text.toBytes());
    }
}
