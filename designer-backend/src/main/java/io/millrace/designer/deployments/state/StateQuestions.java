package io.millrace.designer.deployments.state;

import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.web.Refused;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.plan.OperatorPlan;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has executors look into checkpoints. Waits for the database, and for the executor that was asked. */
@Singleton
final class StateQuestions {

    /** Longer than an executor takes at most, with the way there and back. */
    private static final int PATIENCE_SECONDS = 13;

    private final DeploymentRows rows;
    private final ExecutorLines executors;
    private final OpenQuestions questions;

    StateQuestions(DeploymentRows rows, ExecutorLines executors, OpenQuestions questions) {
        this.rows = rows;
        this.executors = executors;
        this.questions = questions;
    }

    /**
     * What the last checkpoint that counts holds.
     *
     * @param key empty to hear which states there are
     * @throws Refused 404 without such a deployment or a checkpoint of it, 400 for a key that is none, 503 while no executor
     *     answers
     */
    StateView look(WorkspaceId workspace, String deployment, Optional<StateQuery.Key> key) {
        DeploymentRow row = rows.find(workspace, deployment)
                .orElseThrow(() -> Refused.notFound("deployment.unknown", "There is no deployment " + deployment));
        OperatorPlan plan = rows.plan(workspace, deployment);
        CheckpointRow last = last(workspace, deployment);
        StateAnswer answer = ask(workspace, row, plan, last, key);
        if (answer.error().filter(StateQuestions::isGone).isPresent()) {
            // A later checkpoint has come about meanwhile, and files that only this one needed are removed.
            last = last(workspace, deployment);
            answer = ask(workspace, row, plan, last, key);
        }
        if (answer.error().isPresent()) {
            throw refused(answer.error().get());
        }
        return StateView.of(last, answer.states());
    }

    private CheckpointRow last(WorkspaceId workspace, String deployment) {
        return rows.checkpoints(workspace, deployment).stream()
                .filter(CheckpointRow::counts)
                .findFirst()
                .orElseThrow(() -> Refused.notFound(
                        "checkpoint.none",
                        "There is no checkpoint of deployment %s yet: state is shown as the last one holds it"
                                .formatted(deployment)));
    }

    private StateAnswer ask(
            WorkspaceId workspace,
            DeploymentRow row,
            OperatorPlan plan,
            CheckpointRow last,
            Optional<StateQuery.Key> key) {
        ExecutorId executor = chosen(workspace, row);
        CompletableFuture<StateAnswer> answer = new CompletableFuture<>();
        long id = questions.put(workspace, answer);
        try {
            StateQuery query = new StateQuery(
                    id,
                    new DeploymentId(row.id()),
                    last.number(),
                    last.manifest().orElseThrow(),
                    plan,
                    key);
            if (!executors.ask(workspace, executor, query)) {
                throw nobody();
            }
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            executors.askNoMore(workspace, executor, id);
            throw Refused.unavailable(
                    "state.silent", "%s was asked and has not answered. Ask again".formatted(executors.name(executor)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable("state.silent", "The control plane ends");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Answers do not fail", e);
        } finally {
            questions.forget(id);
        }
    }

    /** Best one where the deployment runs: the files may be on its machine. */
    private ExecutorId chosen(WorkspaceId workspace, DeploymentRow row) {
        List<ExecutorId> present = executors.present(workspace);
        return row.last().state().executors().stream()
                .filter(present::contains)
                .findFirst()
                .or(() -> present.stream().findFirst())
                .orElseThrow(StateQuestions::nobody);
    }

    private static Refused nobody() {
        return Refused.unavailable(
                "executor.none",
                "State is read by executors, and none is there now. The page Cluster says how to start one");
    }

    private static boolean isGone(RunError error) {
        return error.code().equals("checkpoint.missing") || error.code().equals("checkpoint.damaged");
    }

    private static Refused refused(RunError error) {
        String words = error.nodeId().map(node -> node + ": ").orElse("") + error.message();
        return switch (error.domain()) {
            case USER -> Refused.badRequest(error.code(), words);
            case EXTERNAL, INTERNAL -> Refused.unavailable(error.code(), words);
        };
    }
}
