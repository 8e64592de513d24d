package io.millrace.model.catalogue;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Findings;
import io.millrace.model.shape.Place;
import io.millrace.model.shape.Repair;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with the config of one node, repairs as edits of it. */
final class ConfigFindings implements Findings {

    /** A config with more flaws than this is not mended one by one. */
    private static final int MOST = 200;

    private final NodeId node;
    private final List<Problem> problems;

    ConfigFindings(NodeId node, List<Problem> problems) {
        this.node = node;
        this.problems = problems;
    }

    @Override
    public void report(Place place, Problem problem, Optional<Repair> repair) {
        if (problems.size() >= MOST) {
            return;
        }
        Problem placed = problem.at(node, FieldPath.of("config").then(place.path()));
        problems.add(repair.map(known -> placed.fix(fix(place, known))).orElse(placed));
    }

    private Fix fix(Place place, Repair repair) {
        FieldPath path = place.path();
        List<Edit> edits =
                switch (repair) {
                    case Repair.RenameKey rename ->
                        List.of(
                                new Edit.SetConfig(node, path.parent().key(rename.to()), rename.value()),
                                new Edit.RemoveConfig(node, path));
                    case Repair.RemoveKey _ -> List.of(new Edit.RemoveConfig(node, path));
                    case Repair.Replace replace -> List.of(new Edit.SetConfig(node, path, replace.value()));
                };
        return new Fix(repair.label(), edits);
    }
}
