package io.millrace.model.problem;

/**
 * Part of the text in a field, in UTF-16 code units from 0; {@code end} is the first one after it.
 *
 * @throws IllegalArgumentException (from the constructor) when the range runs backwards or starts before 0
 */
public record TextRange(int start, int end) {

    public TextRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("No range runs from " + start + " to " + end);
        }
    }
}
