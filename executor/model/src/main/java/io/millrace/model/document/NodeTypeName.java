package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * The name of a node type, such as {@code filter}, {@code topN} or {@code file-source}. Written as a small letter, then letters,
 * digits and hyphens, 63 characters at most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = NodeTypeName.PATTERN,
        description = "a small letter, then letters, digits and hyphens, 63 characters at most")
public record NodeTypeName(String value) implements Comparable<NodeTypeName> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][A-Za-z0-9-]{0,62}";

    public NodeTypeName {
        Spelling.require(
                PATTERN,
                value,
                "a node type",
                "a small letter, then letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(NodeTypeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
