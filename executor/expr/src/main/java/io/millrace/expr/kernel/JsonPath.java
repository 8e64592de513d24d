package io.millrace.expr.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path to one value: {@code $} and then {@code .name}, {@code ['name']} or {@code [index]}, with {@code lax} or {@code
 * strict} before it if one likes. Immutable.
 */
public final class JsonPath {

    /** More steps than any document is worth. */
    private static final int MOST_STEPS = 100;

    /** A name, or an index as an Integer. */
    private final List<Object> steps;

    private JsonPath(List<Object> steps) {
        this.steps = steps;
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static JsonPath compile(String text) {
        String path = text.strip();
        for (String mode : List.of("lax ", "strict ")) {
            path = path.startsWith(mode) ? path.substring(mode.length()).strip() : path;
        }
        if (!path.startsWith("$")) {
            throw new IllegalArgumentException("a path begins with $");
        }
        List<Object> steps = new ArrayList<>();
        for (int at = 1; at < path.length(); ) {
            at = path.charAt(at) == '.' ? name(path, at + 1, steps) : bracket(path, at, steps);
        }
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a path has at most " + MOST_STEPS + " steps");
        }
        return new JsonPath(List.copyOf(steps));
    }

    private static int name(String path, int from, List<Object> steps) {
        int end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        String name = path.substring(from, end);
        if (name.isBlank() || name.equals("*") || name.contains("(") || name.contains(" ")) {
            throw new IllegalArgumentException(
                    "behind a dot stands the name of a field; there are no *, .. and functions");
        }
        steps.add(name);
        return end;
    }

    private static int bracket(String path, int from, List<Object> steps) {
        char quote = from + 1 < path.length() ? path.charAt(from + 1) : ']';
        boolean quoted = quote == '\'' || quote == '"';
        int close = quoted ? path.indexOf(quote + "]", from + 2) + 1 : path.indexOf(']', from);
        if (path.charAt(from) != '[' || close <= from) {
            throw new IllegalArgumentException("behind $ come .name, ['name'] and [index]");
        }
        String inside = path.substring(from + 1, close);
        if (quoted && inside.length() > 2) {
            steps.add(inside.substring(1, inside.length() - 1));
        } else if (inside.matches("\\d{1,9}")) {
            steps.add(Integer.valueOf(inside));
        } else {
            throw new IllegalArgumentException(
                    "in brackets stands an index from 0 or a 'name'; there are no * and filters");
        }
        return close + 1;
    }

    int length() {
        return steps.size();
    }

    /** The field of a step, or null when it is an index. */
    @Nullable
    String name(int step) {
        return steps.get(step) instanceof String name ? name : null;
    }

    /** The index of a step, or -1 when it is a field. */
    int index(int step) {
        return steps.get(step) instanceof Integer index ? index : -1;
    }
}
