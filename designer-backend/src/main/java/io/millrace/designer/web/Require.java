package io.millrace.designer.web;

import org.jspecify.annotations.Nullable;

/** What requests have to hold. Each method answers what it was given, or refuses with 400. */
public final class Require {

    private Require() {}

    /** A member of the body that has to be there. */
    public static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw Refused.badRequest("request.incomplete", "The body has to hold %s".formatted(name));
        }
        return value;
    }

    /** A text that says something, and not too much. */
    public static String text(@Nullable String value, String name, int longest) {
        String text = present(value, name);
        if (text.isBlank() || text.length() > longest) {
            throw Refused.badRequest(
                    "request.text",
                    "%s has to be a text of 1 to %,d characters, not %,d".formatted(name, longest, text.length()));
        }
        if (text.indexOf('\0') >= 0) {
            throw Refused.badRequest(
                    "request.text", "%s has the character NUL in it, which no text has here".formatted(name));
        }
        return text;
    }

    /** A number within bounds. */
    public static int between(int value, String name, int least, int most) {
        if (value < least || value > most) {
            throw Refused.badRequest(
                    "request.number", "%s has to be %,d to %,d, not %,d".formatted(name, least, most, value));
        }
        return value;
    }
}
