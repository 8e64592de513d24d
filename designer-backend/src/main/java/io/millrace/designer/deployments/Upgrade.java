package io.millrace.designer.deployments;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.savepoints.Savepoints;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.problem.Problem;
import io.millrace.plan.Plan;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.compare.Fate;
import io.millrace.plan.compare.StateChange;
import io.millrace.protocol.job.DeploymentId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Going on from the last checkpoint of another deployment or from a savepoint, perhaps with another revision or pipeline: which
 * state is whose, ids of nodes decide. Waits for the database.
 */
@Singleton
final class Upgrade {

    private final DeploymentRows rows;
    private final Deployments deployments;
    private final Savepoints savepoints;

    Upgrade(DeploymentRows rows, Deployments deployments, Savepoints savepoints) {
        this.rows = rows;
        this.deployments = deployments;
        this.savepoints = savepoints;
    }

    /**
     * What becomes of state under this plan.
     *
     * @throws Refused 404 without what it starts from, 409 where no node of the plan was there
     */
    Comparison compare(WorkspaceId workspace, Start start, Plan plan) {
        Planned old =
                switch (start) {
                    case Start.Deployment(String id) -> ran(workspace, deployments.row(workspace, id));
                    case Start.Savepoint(String id) -> savepoints.planned(workspace, id);
                };
        requireSharedNode(old.document(), plan.graph().document());
        return Comparison.of(old, new Planned(plan.graph().document(), plan.operators()));
    }

    private Planned ran(WorkspaceId workspace, DeploymentRow row) {
        return new Planned(
                rows.document(workspace, row.pipeline(), row.revision()).orElseThrow(() -> gone(row)),
                rows.plan(workspace, row.id()));
    }

    private static void requireSharedNode(PipelineDocument old, PipelineDocument next) {
        Set<NodeId> known = old.nodes().stream().map(Node::id).collect(Collectors.toSet());
        if (next.nodes().stream().noneMatch(node -> known.contains(node.id()))) {
            throw Refused.conflict(
                    "state.otherPipeline",
                    "The state is of the pipeline %s (%s), and no node of %s has the id of one of its nodes, so there is nothing to go on from. Start from the beginning, or draw the pipeline as a copy of that one"
                            .formatted(old.name(), old.id().value(), next.name()));
        }
    }

    private static Refused gone(DeploymentRow row) {
        return Refused.notFound(
                "revision.unknown",
                "The revision %d that %s ran is not there any more".formatted(row.revision(), row.id()));
    }

    /**
     * Where an order says that it is to start.
     *
     * @throws Refused 404 without such a deployment or savepoint, 409 when it cannot be gone on from, 422 when something would be
     *     lost that nobody has consented to
     */
    StartFrom start(WorkspaceId workspace, Order order, Plan plan) {
        if (order.startFrom().isEmpty()) {
            return new StartFrom.Beginning();
        }
        Start start = order.startFrom().get();
        if (start instanceof Start.Deployment(String id)) {
            requireSuspended(deployments.row(workspace, id));
        }
        Comparison comparison = compare(workspace, start, plan);
        requireConsent(comparison, order.consent());
        return switch (start) {
            case Start.Deployment(String id) -> last(workspace, id, comparison, order.consent());
            case Start.Savepoint(String id) -> savepoints.start(workspace, id, comparison, order.consent());
        };
    }

    private StartFrom last(WorkspaceId workspace, String deployment, Comparison comparison, Set<String> consent) {
        CheckpointRow last = rows.checkpoints(workspace, deployment).stream()
                .filter(CheckpointRow::counts)
                .findFirst()
                .orElseThrow(() -> Refused.conflict(
                        "deployment.noCheckpoint",
                        "The deployment %s has no checkpoint to go on from. Start from the beginning"
                                .formatted(deployment)));
        return new StartFrom.Checkpoint(
                last.number(),
                last.manifest().orElseThrow(),
                last.startedMicros(),
                comparison.transfer(new DeploymentId(deployment)),
                consent);
    }

    /** What became visible after the last checkpoint would become visible again. */
    private static void requireSuspended(DeploymentRow row) {
        if (row.endedAt().isEmpty()) {
            throw Refused.conflict(
                    "deployment.active",
                    "The deployment %s still runs. Set its desired to suspended, and start from it when it has stopped"
                            .formatted(row.id()));
        }
        if (row.hasReadOn()) {
            throw Refused.conflict(
                    "deployment.readOn",
                    "The deployment %s has made visible what it read after its last checkpoint, so rows would be counted twice. Start from the beginning; the next time set desired to suspended instead of stopped"
                            .formatted(row.id()));
        }
    }

    private static void requireConsent(Comparison comparison, Set<String> consent) {
        List<Problem> problems = comparison.changes().stream()
                .filter(StateChange::needsConsent)
                .filter(change -> !consent.contains(change.node().value()))
                .map(change -> Problem.error(
                                PlanProblemCodes.STATE_CONSENT,
                                "%s. %s. Name the node in consent to go on all the same"
                                        .formatted(what(change), change.reason()))
                        .at(change.node()))
                .toList();
        if (!problems.isEmpty()) {
            throw Refused.problems(
                    "state.consent",
                    "State would be lost or change for good, and nobody has consented to that",
                    problems);
        }
    }

    private static String what(StateChange change) {
        return "The %s of %s would %s"
                .formatted(
                        change.role(), change.label(), change.fate() == Fate.CONVERT ? "change for good" : "be lost");
    }
}
