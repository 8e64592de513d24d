package io.millrace.model.io;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.problem.TextPosition;
import io.millrace.model.shape.Findings;
import io.millrace.model.shape.Place;
import io.millrace.model.shape.Repair;
import io.millrace.model.text.SourceMap;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with the form of a document: says of which node, and where in the text. */
final class DocumentFindings implements Findings {

    /** A text with more flaws than this is not mended one by one. */
    private static final int MOST = 200;

    /** Sorts problems without a place to the end. */
    static final TextPosition NOWHERE = new TextPosition(Integer.MAX_VALUE, 1);

    private final JsonObject root;
    private final SourceMap places;
    private final List<Problem> problems;

    DocumentFindings(JsonObject root, SourceMap places, List<Problem> problems) {
        this.root = root;
        this.places = places;
        this.problems = problems;
    }

    @Override
    public void report(Place place, Problem problem, Optional<Repair> repair) {
        if (problems.size() >= MOST) {
            return;
        }
        List<Object> steps = place.steps();
        Optional<TextPosition> position =
                problem.code().equals(ProblemCodes.KEY_UNKNOWN) ? places.key(steps) : places.value(steps);
        Problem placed = ofNode(steps, place.path(), problem);
        placed = position.map(placed::position).orElse(placed);
        // There is no document yet that edits could change, so a repair is advice.
        problems.add(repair.map(Repair::label).map(placed::fix).orElse(placed));
    }

    /** Takes a warning about something in the layout that was dropped. */
    void warn(FieldPath path, String message) {
        if (problems.size() < MOST) {
            List<Object> steps = PathSteps.of(root, path);
            Problem problem =
                    Problem.warning(ProblemCodes.NODE_UNKNOWN, message).at(path);
            problems.add(places.value(steps).map(problem::position).orElse(problem));
        }
    }

    private Problem ofNode(List<Object> steps, FieldPath path, Problem problem) {
        if (steps.size() < 2 || !steps.getFirst().equals("nodes") || !(steps.get(1) instanceof Integer index)) {
            return problem.at(path);
        }
        Optional<NodeId> node = root.get("nodes")
                .filter(JsonArray.class::isInstance)
                .map(nodes -> ((JsonArray) nodes).get(index))
                .flatMap(DocumentFindings::idOf);
        FieldPath inNode = new FieldPath(path.steps().subList(2, path.steps().size()));
        return node.map(id -> inNode.isRoot() ? problem.at(id) : problem.at(id, inNode))
                .orElseGet(() -> problem.at(path));
    }

    private static Optional<NodeId> idOf(Json node) {
        return node instanceof JsonObject object
                ? object.text("id").filter(id -> id.matches(NodeId.PATTERN)).map(NodeId::new)
                : Optional.empty();
    }
}
