package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * The name of a pipeline parameter, as {@code ${name}} in an expression uses it. Written as a letter or
 * underscore, then letters, digits and underscores, 63 characters at most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = ParameterName.PATTERN,
        description = "a letter or underscore, then letters, digits and underscores, 63 characters at most")
public record ParameterName(String value) implements Comparable<ParameterName> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    public ParameterName {
        Spelling.require(
                PATTERN,
                value,
                "a parameter",
                "a letter or underscore, then letters, digits and underscores, 63 characters at most");
    }

    @Override
    public int compareTo(ParameterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
