package io.millrace.plan.check;

import io.millrace.model.NearestName;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.document.Edge;
import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.ErrorPolicy.Policy;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.node.NodeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what nodes do about failing rows can be done. */
final class PolicyCheck {

    private static final FieldPath POLICY = FieldPath.of("errors").key("policy");
    private static final FieldPath TO = FieldPath.of("errors").key("to");

    private final PipelineDocument document;
    private final Map<NodeId, NodeType> types;
    private final DeadLetters letters;
    private final ProblemLog log;

    private PolicyCheck(PipelineDocument document, Map<NodeId, NodeType> types, ProblemLog log) {
        this.document = document;
        this.types = types;
        this.log = log;
        letters = DeadLetters.of(document);
    }

    static void check(PipelineDocument document, Map<NodeId, NodeType> types, ProblemLog log) {
        PolicyCheck check = new PolicyCheck(document, types, log);
        for (Node node : document.nodes()) {
            node.errors().ifPresent(policy -> check.check(node, policy));
            if (check.letters.sinks().contains(node.id())) {
                check.checkSink(node);
            }
        }
    }

    private void check(Node node, ErrorPolicy policy) {
        NodeType type = types.get(node.id());
        if (policy.policy() != Policy.FAIL && type != null && !type.rowsCanFail()) {
            log.add(Problem.warning(
                            PlanProblemCodes.POLICY_IDLE,
                            "No row can fail in `" + node.label() + "`, so this policy never applies")
                    .at(node.id(), POLICY)
                    .fix("Remove it", new Edit.SetErrors(node.id(), Optional.empty())));
        }
        if (policy.policy() != Policy.DEAD_LETTER) {
            policy.to().ifPresent(_ -> log.add(sendsNothing(node, policy)));
        } else if (policy.to().isEmpty()) {
            log.add(withSinks(
                    Problem.error(
                                    ProblemCodes.ERROR_POLICY_INVALID,
                                    "Say which sink gets the rows that fail in `" + node.label() + "`")
                            .at(node.id(), TO),
                    node,
                    policy));
        } else {
            checkTarget(node, policy, policy.to().get());
        }
    }

    private static Problem sendsNothing(Node node, ErrorPolicy policy) {
        return Problem.error(
                        ProblemCodes.ERROR_POLICY_INVALID, "Only the policy deadLetter sends failed rows to a node")
                .at(node.id(), TO)
                .fix(
                        "Send them there",
                        new Edit.SetErrors(
                                node.id(),
                                Optional.of(new ErrorPolicy(Policy.DEAD_LETTER, policy.limit(), policy.to()))));
    }

    private void checkTarget(Node node, ErrorPolicy policy, NodeId to) {
        if (to.equals(node.id())) {
            log.add(withSinks(
                    Problem.error(
                                    ProblemCodes.ERROR_POLICY_INVALID,
                                    "`" + node.label() + "` cannot be its own dead-letter sink: what it fails to"
                                            + " write once it would fail to write again")
                            .at(node.id(), TO),
                    node,
                    policy));
            return;
        }
        Optional<Node> target = document.node(to);
        if (target.isEmpty()) {
            List<String> known =
                    document.nodes().stream().map(other -> other.id().value()).toList();
            log.add(withSinks(
                    Problem.error(
                                    ProblemCodes.NODE_UNKNOWN,
                                    "There is no node `" + to + "` to send failed rows to"
                                            + NearestName.hint(to.value(), known))
                            .at(node.id(), TO),
                    node,
                    policy));
            return;
        }
        NodeType type = types.get(to);
        if (type != null && type.descriptor().kind() != NodeKind.SINK) {
            log.add(withSinks(
                    Problem.error(
                                    ProblemCodes.ERROR_POLICY_INVALID,
                                    "Failed rows go to a sink, which `"
                                            + target.get().label() + "` is not")
                            .at(node.id(), TO),
                    node,
                    policy));
        }
    }

    /** What a node that others name as their dead-letter sink must not do besides. */
    private void checkSink(Node sink) {
        List<Edge> drawn = document.edgesInto(sink.id());
        boolean isItsOwn = letters.writersTo(sink.id()).contains(sink.id());
        NodeType type = types.get(sink.id());
        boolean isSink = type != null && type.descriptor().kind() == NodeKind.SINK;
        if (isSink && !isItsOwn && !drawn.isEmpty()) {
            Problem problem = Problem.error(
                            PlanProblemCodes.LETTERS_MIXED,
                            "`" + sink.label() + "` gets the rows that fail in "
                                    + labels(letters.writersTo(sink.id()))
                                    + ", which have columns of their own; it cannot get drawn rows as well. Use a sink"
                                    + " for each")
                    .at(sink.id());
            log.add(problem.fix(
                    drawn.size() == 1 ? "Remove the edge" : "Remove the edges",
                    drawn.stream().map(Edit.RemoveEdge::new).toArray(Edit[]::new)));
        }
        if (isSink && !isItsOwn && sink.errorPolicy().policy() != Policy.FAIL) {
            log.add(Problem.error(
                            ProblemCodes.ERROR_POLICY_INVALID,
                            "`" + sink.label()
                                    + "` keeps what failed elsewhere; a failure of its own must fail the job,"
                                    + " or rows would be lost")
                    .at(sink.id(), POLICY)
                    .fix("Let the job fail", new Edit.SetErrors(sink.id(), Optional.empty())));
        }
    }

    private String labels(List<NodeId> nodes) {
        return String.join(
                ", ",
                nodes.stream()
                        .map(id -> "`" + document.node(id).map(Node::label).orElse(id.value()) + "`")
                        .toList());
    }

    /** Offers the sinks that get letters or nothing so far, and to do without. */
    private Problem withSinks(Problem problem, Node node, ErrorPolicy policy) {
        Problem offered = problem;
        for (Node sink : document.nodes()) {
            NodeType type = types.get(sink.id());
            if (type != null
                    && type.descriptor().kind() == NodeKind.SINK
                    && !sink.id().equals(node.id())
                    && document.edgesInto(sink.id()).isEmpty()) {
                offered = offered.fix(
                        "Send them to `" + sink.label() + "`",
                        new Edit.SetErrors(
                                node.id(),
                                Optional.of(
                                        new ErrorPolicy(Policy.DEAD_LETTER, policy.limit(), Optional.of(sink.id())))));
            }
        }
        return offered.fix(
                "Skip and count them",
                new Edit.SetErrors(
                        node.id(), Optional.of(new ErrorPolicy(Policy.SKIP, policy.limit(), Optional.empty()))));
    }
}
