package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * Which element of a list in a node's config, for ever: aggregate calls, group keys, route branches and join
 * keys own state or ports, so their place in the list must not name them. Written as a small letter, then small
 * letters, digits and hyphens, 63 characters at most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = ElementId.PATTERN,
        description = "a small letter, then small letters, digits and hyphens, 63 characters at most")
public record ElementId(String value) implements Comparable<ElementId> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][a-z0-9-]{0,62}";

    public ElementId {
        Spelling.require(
                PATTERN,
                value,
                "a list element",
                "a small letter, then small letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(ElementId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
