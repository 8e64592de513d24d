package io.millrace.model.draft;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;

/** Ends the application of an edit that cannot be carried out. Never leaves this package. */
final class EditRefused extends RuntimeException {

    private final transient Problem problem;

    EditRefused(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** What an edit names is not there. */
    static EditRefused missing(String what, Object id) {
        return of(ProblemCodes.EDIT_TARGET_MISSING, what + " `" + id + "` is not there (any more)");
    }

    /** What an edit adds is there. */
    static EditRefused exists(String what, Object id) {
        return of(ProblemCodes.EDIT_TARGET_EXISTS, what + " `" + id + "` is there already");
    }

    static EditRefused of(ProblemCode code, String message) {
        return new EditRefused(Problem.error(code, message));
    }

    /** The same, said of a field of a node's config. */
    EditRefused at(NodeId node, FieldPath path) {
        return new EditRefused(problem.at(node, FieldPath.of("config").then(path)));
    }
}
