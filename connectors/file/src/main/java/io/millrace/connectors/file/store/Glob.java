package io.millrace.connectors.file.store;

import java.util.regex.Pattern;

/**
 * A path with wildcards: {@code *} and {@code ?} within a name, {@code **} over any number of folders, {@code {a,b}} for
 * one of several. Unlike {@link java.nio.file.PathMatcher}, {@code data/**}{@code /x} also finds {@code data/x}, as
 * people expect, and brackets stand for themselves.
 *
 * @param folder what stands before the first name with a wildcard; empty for the root
 * @param pattern what whole paths must match
 * @param mark what the last name begins with when that is a dot or an underscore; else empty
 */
record Glob(String folder, Pattern pattern, String mark) {

    static boolean isGlob(String path) {
        return path.chars().anyMatch(character -> character == '*' || character == '?' || character == '{');
    }

    /**
     * Reads a path with wildcards.
     *
     * @throws IllegalArgumentException if braces do not fit
     */
    static Glob of(String path) {
        int wildcard = 0;
        while (!isGlob(path.substring(wildcard, wildcard + 1))) {
            wildcard++;
        }
        String folder = path.substring(0, Math.max(path.lastIndexOf('/', wildcard), 0));
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new Glob(folder, Pattern.compile(regex(path)), mark(name));
    }

    private static String regex(String path) {
        StringBuilder out = new StringBuilder();
        boolean inBraces = false;
        int place = 0;
        while (place < path.length()) {
            char character = path.charAt(place);
            if (path.startsWith("**/", place)) {
                out.append("(?:.*/)?");
                place += 3;
                continue;
            }
            if (path.startsWith("**", place)) {
                out.append(".*");
                place += 2;
                continue;
            }
            switch (character) {
                case '*' -> out.append("[^/]*");
                case '?' -> out.append("[^/]");
                case '{' -> {
                    if (inBraces) {
                        throw new IllegalArgumentException("braces cannot stand within braces");
                    }
                    inBraces = true;
                    out.append("(?:");
                }
                case '}' -> {
                    out.append(inBraces ? ")" : "\\}");
                    inBraces = false;
                }
                case ',' -> out.append(inBraces ? "|" : ",");
                default -> out.append(Pattern.quote(String.valueOf(character)));
            }
            place++;
        }
        if (inBraces) {
            throw new IllegalArgumentException("a brace is not closed");
        }
        return out.toString();
    }

    private static String mark(String name) {
        return name.startsWith(".") || name.startsWith("_") ? name.substring(0, 1) : "";
    }

    /** Whether files of this name can be meant: hidden ones only by a pattern that begins like them. */
    boolean finds(String name) {
        return mark(name).equals(mark);
    }

    /** Whether the whole path is one that is meant. */
    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
