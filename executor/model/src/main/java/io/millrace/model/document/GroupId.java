package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * Which group on the canvas. Written as a small letter, then small letters, digits and hyphens, 63 characters at
 * most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = GroupId.PATTERN,
        description = "a small letter, then small letters, digits and hyphens, 63 characters at most")
public record GroupId(String value) implements Comparable<GroupId> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][a-z0-9-]{0,62}";

    public GroupId {
        Spelling.require(
                PATTERN,
                value,
                "a group",
                "a small letter, then small letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
