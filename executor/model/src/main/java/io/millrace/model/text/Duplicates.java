package io.millrace.model.text;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;

/** What both languages say about a key that stands twice. */
final class Duplicates {

    private Duplicates() {}

    static Problem problem(String key) {
        return Problem.error(ProblemCodes.KEY_DUPLICATE, "The key `" + key + "` stands twice; keep one of them")
                .arg("key", key);
    }
}
