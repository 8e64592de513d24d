package io.millrace.plan.check;

import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.plan.PlanProblemCodes;
import java.util.Optional;

/** Whether what nodes do about failing rows can be done. */
final class PolicyCheck {

    private PolicyCheck() {}

    static void check(PipelineDocument document, ProblemLog log) {
        for (Node node : document.nodes()) {
            node.errors().ifPresent(policy -> check(document, node, policy, log));
        }
    }

    private static void check(PipelineDocument document, Node node, ErrorPolicy policy, ProblemLog log) {
        FieldPath path = FieldPath.of("errors");
        if (policy.policy() == ErrorPolicy.Policy.DEAD_LETTER) {
            log.add(Problem.error(
                            PlanProblemCodes.POLICY_UNSUPPORTED,
                            "Failed rows cannot be sent to another node by this version; skip and count them instead")
                    .at(node.id(), path.key("policy"))
                    .fix(
                            "Skip and count them",
                            new Edit.SetErrors(
                                    node.id(),
                                    Optional.of(new ErrorPolicy(
                                            ErrorPolicy.Policy.SKIP, policy.limit(), Optional.empty())))));
        } else if (policy.to().isPresent()) {
            log.add(Problem.error(
                            ProblemCodes.ERROR_POLICY_INVALID, "Only the policy deadLetter sends failed rows to a node")
                    .at(node.id(), path.key("to")));
        }
        policy.to()
                .filter(to -> document.node(to).isEmpty())
                .ifPresent(to -> log.add(
                        Problem.error(ProblemCodes.NODE_UNKNOWN, "There is no node `" + to + "` to send failed rows to")
                                .at(node.id(), path.key("to"))));
    }
}
