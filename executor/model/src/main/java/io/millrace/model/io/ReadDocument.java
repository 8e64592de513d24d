package io.millrace.model.io;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.problem.TextPosition;
import io.millrace.model.text.SourceMap;
import java.util.List;
import java.util.Optional;

/** What came of reading a document: the document or problems, and where in the text everything stands. */
public final class ReadDocument {

    private final Optional<PipelineDocument> document;
    private final Optional<PipelineDocument> understood;
    private final List<Problem> problems;
    private final Json root;
    private final SourceMap places;

    ReadDocument(
            Optional<PipelineDocument> document,
            Optional<PipelineDocument> understood,
            List<Problem> problems,
            Json root,
            SourceMap places) {
        this.document = document;
        this.understood = understood;
        this.problems = List.copyOf(problems);
        this.root = root;
        this.places = places;
    }

    /** The document; absent when a problem is an error. */
    public Optional<PipelineDocument> document() {
        return document;
    }

    /**
     * The document as it may have been meant: keys that are not known are named like the nearest known ones, or left out.
     * It is for finding what else is wrong; it is not what somebody wrote, so nothing may run it or store it. Absent when
     * more is wrong with its form.
     */
    public Optional<PipelineDocument> understood() {
        return understood;
    }

    /** What is wrong with the form of the text, in the order of the text. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The document.
     *
     * @throws IllegalArgumentException listing the problems, when there is none
     */
    public PipelineDocument require() {
        return document.orElseThrow(() -> new IllegalArgumentException(problems.toString()));
    }

    /**
     * A problem found later (by a check, by the planner), with its line and column in the text that was read. Problems
     * that say nothing about their place stay as they are.
     */
    public Problem located(Problem problem) {
        if (problem.position().isPresent()
                || problem.nodeId().isEmpty() && problem.fieldPath().isEmpty()) {
            return problem;
        }
        List<Object> steps = steps(problem);
        if (problem.nodeId().isPresent() && steps.size() < 2) {
            // Not even the node is in this text.
            return problem;
        }
        return position(problem, steps).map(problem::position).orElse(problem);
    }

    private Optional<TextPosition> position(Problem problem, List<Object> steps) {
        if (problem.range().isPresent()) {
            return places.within(steps, problem.range().get().start());
        }
        return problem.code().equals(ProblemCodes.KEY_UNKNOWN) ? places.key(steps) : places.value(steps);
    }

    private List<Object> steps(Problem problem) {
        FieldPath path = problem.fieldPath().orElse(FieldPath.ROOT);
        return PathSteps.of(
                root,
                problem.nodeId()
                        .map(node -> FieldPath.of("nodes").element(node.value()).then(path))
                        .orElse(path));
    }
}
