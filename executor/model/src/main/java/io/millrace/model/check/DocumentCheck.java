package io.millrace.model.check;

import io.millrace.model.NearestName;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.ConfigCheck;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a document against a catalogue of node types. */
public final class DocumentCheck {

    private final PipelineDocument document;
    private final Catalogue catalogue;
    private final Map<NodeId, NodeTypeDescriptor> types = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private DocumentCheck(PipelineDocument document, Catalogue catalogue) {
        this.document = document;
        this.catalogue = catalogue;
    }

    /**
     * All that is wrong with the drawing: nodes in the order of the document, then edges, ports and circles. Config is
     * checked by its schema; leave that out with {@link #ofDrawing} where the config records are at hand to bind.
     */
    public static List<Problem> problems(PipelineDocument document, Catalogue catalogue) {
        DocumentCheck check = new DocumentCheck(document, catalogue);
        check.drawing();
        check.document.nodes().forEach(node -> Optional.ofNullable(check.types.get(node.id()))
                .ifPresent(type -> check.problems.addAll(ConfigCheck.problems(node, type.configSchema()))));
        return List.copyOf(check.problems);
    }

    /** All that is wrong with the drawing but the configs. */
    public static List<Problem> ofDrawing(PipelineDocument document, Catalogue catalogue) {
        DocumentCheck check = new DocumentCheck(document, catalogue);
        check.drawing();
        return List.copyOf(check.problems);
    }

    private void drawing() {
        document.nodes().forEach(this::type);
        document.nodes().forEach(this::errorPolicy);
        EdgeCheck edges = new EdgeCheck(document, types);
        problems.addAll(edges.problems());
        problems.addAll(CycleCheck.problems(document));
    }

    private void type(Node node) {
        Optional<NodeTypeDescriptor> found = catalogue.find(node.type(), node.typeVersion());
        if (found.isPresent()) {
            types.put(node.id(), found.get());
            return;
        }
        problems.add(catalogue
                .newest(node.type())
                .map(newest -> unknownVersion(node, newest))
                .orElseGet(() -> unknownType(node)));
    }

    private Problem unknownVersion(Node node, NodeTypeDescriptor newest) {
        String message = "The node type `%s` has no version %d here; the newest is %d"
                .formatted(node.type(), node.typeVersion(), newest.version());
        return Problem.error(ProblemCodes.NODE_TYPE_VERSION_UNKNOWN, message)
                .at(node.id(), FieldPath.of("typeVersion"))
                .arg("type", node.type().value())
                .arg("version", String.valueOf(node.typeVersion()));
    }

    private Problem unknownType(Node node) {
        List<String> known = catalogue.typeNames();
        String message = "There is no node type `" + node.type() + "`"
                + NearestName.of(node.type().value(), known)
                        .map(name -> "; did you mean `" + name + "`?")
                        .orElse("");
        Problem problem = Problem.error(ProblemCodes.NODE_TYPE_UNKNOWN, message)
                .at(node.id(), FieldPath.of("type"))
                .arg("type", node.type().value());
        return NearestName.of(node.type().value(), known)
                .map(NodeTypeName::new)
                .flatMap(catalogue::newest)
                .map(nearest -> problem.fix(
                        "Use `" + nearest.type() + "`",
                        new Edit.SetNodeType(node.id(), nearest.type(), nearest.version())))
                .orElse(problem);
    }

    private void errorPolicy(Node node) {
        ErrorPolicy policy = node.errorPolicy();
        boolean sends = policy.policy() == ErrorPolicy.Policy.DEAD_LETTER;
        if (sends && policy.to().isEmpty()) {
            problems.add(Problem.error(
                            ProblemCodes.ERROR_POLICY_INVALID,
                            "The policy `deadLetter` needs the node that gets the failed rows in `to`")
                    .at(node.id(), FieldPath.of("errors", "to")));
        }
        if (!sends && policy.to().isPresent()) {
            ErrorPolicy without = new ErrorPolicy(policy.policy(), policy.limit(), Optional.empty());
            problems.add(Problem.error(
                            ProblemCodes.ERROR_POLICY_INVALID,
                            "Only the policy `deadLetter` sends failed rows to a node; take `to` away or change the policy")
                    .at(node.id(), FieldPath.of("errors", "to"))
                    .fix("Take `to` away", new Edit.SetErrors(node.id(), Optional.of(without))));
        }
        policy.to()
                .filter(to -> sends && document.node(to).isEmpty())
                .ifPresent(to -> problems.add(unknownTarget(node, policy, to)));
    }

    private Problem unknownTarget(Node node, ErrorPolicy policy, NodeId to) {
        List<String> known =
                document.nodes().stream().map(other -> other.id().value()).toList();
        Problem problem = Problem.error(
                        ProblemCodes.NODE_UNKNOWN,
                        "There is no node `" + to + "`" + NearestName.hint(to.value(), known))
                .at(node.id(), FieldPath.of("errors", "to"))
                .arg("node", to.value());
        return NearestName.of(to.value(), known)
                .map(NodeId::new)
                .map(nearest -> problem.fix(new Fix(
                        "Use `" + nearest + "`",
                        List.of(new Edit.SetErrors(
                                node.id(),
                                Optional.of(new ErrorPolicy(policy.policy(), policy.limit(), Optional.of(nearest))))))))
                .orElse(problem);
    }
}
