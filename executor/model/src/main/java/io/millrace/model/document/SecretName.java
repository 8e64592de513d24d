package io.millrace.model.document;

import io.millrace.model.annotation.Text;

/**
 * The name of a secret of the workspace. Written as a small letter, then small letters, digits and hyphens, 63 characters at
 * most.
 *
 * @throws IllegalArgumentException (from the constructor) when the text is not written so
 */
@Text(
        pattern = SecretName.PATTERN,
        description = "a small letter, then small letters, digits and hyphens, 63 characters at most")
public record SecretName(String value) implements Comparable<SecretName> {

    /** How one is written, as a regular expression for the whole text. */
    public static final String PATTERN = "[a-z][a-z0-9-]{0,62}";

    public SecretName {
        Spelling.require(
                PATTERN,
                value,
                "a secret",
                "a small letter, then small letters, digits and hyphens, 63 characters at most");
    }

    @Override
    public int compareTo(SecretName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
