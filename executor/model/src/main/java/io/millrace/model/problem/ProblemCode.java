package io.millrace.model.problem;

import io.millrace.model.annotation.Text;
import java.util.regex.Pattern;

/**
 * What sort of problem, for programs: translations, documentation and tests go by it, so a released code never changes
 * its meaning. Words joined by dots, from the thing to what is wrong with it: {@code column.unknown}. Each module lists
 * its own as constants in one class; those of the model are {@link ProblemCodes}.
 *
 * @throws IllegalArgumentException (from the constructor) when it is not written so
 */
@Text(pattern = ProblemCode.PATTERN, description = "words in camel case joined by dots")
public record ProblemCode(String value) implements Comparable<ProblemCode> {

    /** How one is written. */
    public static final String PATTERN = "[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    public ProblemCode {
        if (!COMPILED.matcher(value).matches()) {
            throw new IllegalArgumentException("`" + value + "` is not a problem code");
        }
    }

    @Override
    public int compareTo(ProblemCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
