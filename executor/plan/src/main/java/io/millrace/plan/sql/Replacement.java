package io.millrace.plan.sql;

/**
 * A way out of a problem in an expression: other text for a part of it.
 *
 * @param label what it does, as a command
 * @param start where the replaced part starts, in UTF-16 code units
 * @param end the first code unit behind it
 * @param text what to write there
 */
public record Replacement(String label, int start, int end, String text) {

    /** The expression's text after the replacement. */
    public String applyTo(String expression) {
        return expression.substring(0, start) + text + expression.substring(end);
    }
}
