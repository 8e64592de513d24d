package io.millrace.model.text;

import io.millrace.model.problem.Problem;

/** Ends the reading of a text at its first flaw that leaves nothing to go on with. Never leaves this package. */
final class UnacceptableText extends RuntimeException {

    private final transient Problem problem;

    UnacceptableText(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
