package io.millrace.model.shape;

import io.millrace.model.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a value.
 *
 * @param value present unless a problem is an error
 */
public record Reading<T>(Optional<T> value, List<Problem> problems) {

    public Reading {
        problems = List.copyOf(problems);
    }

    /**
     * The value.
     *
     * @throws IllegalArgumentException listing the problems, when there is none
     */
    public T require() {
        return value.orElseThrow(() -> new IllegalArgumentException(problems.toString()));
    }
}
