package io.millrace.model.problem;

/**
 * A place in the text a document was read from.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters (Unicode code points)
 */
public record TextPosition(int line, int column) implements Comparable<TextPosition> {

    @Override
    public int compareTo(TextPosition other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    /** {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
