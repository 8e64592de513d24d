package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * The name of a port on its node: {@code in}, {@code out}, {@code left}, {@code otherwise} or the id of a
 * route's branch. Written as a small letter, then letters, digits and hyphens, 63 characters at most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = PortName.PATTERN,
        description = "a small letter, then letters, digits and hyphens, 63 characters at most")
public record PortName(String value) implements Comparable<PortName> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][A-Za-z0-9-]{0,62}";

    /** The port rows enter by, when a node has one input. */
    public static final PortName IN = new PortName("in");

    /** The port rows leave by, when a node has one output. */
    public static final PortName OUT = new PortName("out");

    /** The port failed rows leave by. */
    public static final PortName ERROR = new PortName("error");

    /** The port rows leave by that came after the watermark had passed their window. */
    public static final PortName LATE = new PortName("late");

    public PortName {
        Spelling.require(
                PATTERN, value, "a port", "a small letter, then letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(PortName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
