package io.millrace.designer.deployments;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Stopped;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.web.Refused;
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

/** Going on from the last checkpoint of another deployment, perhaps with another revision. Waits for the database. */
@Singleton
final class Upgrade {

    private final DeploymentRows rows;
    private final Deployments deployments;

    Upgrade(DeploymentRows rows, Deployments deployments) {
        this.rows = rows;
        this.deployments = deployments;
    }

    /** What becomes of the state of a deployment under this plan. */
    Comparison compare(WorkspaceId workspace, String deployment, Plan plan) {
        DeploymentRow row = deployments.row(workspace, deployment);
        Planned old = new Planned(
                rows.document(workspace, row.pipeline(), row.revision()).orElseThrow(() -> gone(row)),
                rows.plan(workspace, deployment));
        return Comparison.of(old, new Planned(plan.graph().document(), plan.operators()));
    }

    private static Refused gone(DeploymentRow row) {
        return Refused.notFound(
                "revision.unknown",
                "The revision %d that %s ran is not there any more".formatted(row.revision(), row.id()));
    }

    /**
     * The last checkpoint of a deployment, for a plan to start from.
     *
     * @param consent ids of nodes whose state may be lost
     * @throws Refused 404 without such a deployment, 409 when it cannot be gone on from, 422 when something would be lost
     *     that nobody has consented to
     */
    StartFrom from(WorkspaceId workspace, String pipeline, String deployment, Plan plan, Set<String> consent) {
        DeploymentRow row = deployments.row(workspace, deployment);
        if (!row.pipeline().equals(pipeline)) {
            throw Refused.conflict(
                    "deployment.otherPipeline",
                    "The deployment %s is of the pipeline %s, and only another revision of that can go on from it"
                            .formatted(deployment, row.pipeline()));
        }
        requireSuspended(row);
        CheckpointRow last = rows.checkpoints(workspace, deployment).stream()
                .filter(CheckpointRow::counts)
                .findFirst()
                .orElseThrow(() -> Refused.conflict(
                        "deployment.noCheckpoint",
                        "The deployment %s has no checkpoint to go on from. Start from the beginning"
                                .formatted(deployment)));
        Comparison comparison = compare(workspace, deployment, plan);
        requireConsent(comparison, consent);
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
        JobState state = row.last().state();
        boolean readOn = state instanceof Finished
                || state instanceof Stopped stopped
                        && stopped.note().isEmpty()
                        && row.last().desired() == Desired.STOP;
        if (readOn) {
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
                                "%s of %s would be lost. %s. Name the node in consent to go on without"
                                        .formatted(what(change), change.label(), change.reason()))
                        .at(change.node()))
                .toList();
        if (!problems.isEmpty()) {
            throw Refused.problems(
                    "state.consent", "State would be lost that nobody has consented to losing", problems);
        }
    }

    private static String what(StateChange change) {
        return (change.fate() == Fate.CONVERT ? "Part of the " : "The ") + change.role();
    }
}
