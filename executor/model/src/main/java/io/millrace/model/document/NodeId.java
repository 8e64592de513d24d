package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * Which node, for ever: given when the node is dropped, kept through renames, moves, imports and clones, never
 * derived from its name. State and metrics hang on it. Written as a small letter, then small letters, digits and
 * hyphens, 63 characters at most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = NodeId.PATTERN,
        description = "a small letter, then small letters, digits and hyphens, 63 characters at most")
public record NodeId(String value) implements Comparable<NodeId> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][a-z0-9-]{0,62}";

    public NodeId {
        Spelling.require(
                PATTERN,
                value,
                "a node",
                "a small letter, then small letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
