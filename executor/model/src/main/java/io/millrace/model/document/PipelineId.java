package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * Which pipeline a document is. Given by whoever stores it; a file cannot choose it (an import gets a new one).
 * Written as a small letter, then small letters, digits and hyphens, 63 characters at most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = PipelineId.PATTERN,
        description = "a small letter, then small letters, digits and hyphens, 63 characters at most")
public record PipelineId(String value) implements Comparable<PipelineId> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][a-z0-9-]{0,62}";

    public PipelineId {
        Spelling.require(
                PATTERN,
                value,
                "a pipeline",
                "a small letter, then small letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(PipelineId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
