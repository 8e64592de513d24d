package io.millrace.designer.deployments.why;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.why.Observed;
import io.millrace.coordinator.why.Observed.Flow;
import io.millrace.coordinator.why.WhyReport;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.Deployments;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.view.DeploymentStatus;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.NodeFigures;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.Node;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SourceStanding;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks executors how tasks stand, and says what that comes to. Waits for the database, and for the executors. */
@Singleton
final class WhyQuestions {

    /** Longer than an executor takes, which gives its tasks a second and a half. */
    private static final long PATIENCE_MILLIS = 3_000;

    private final DeploymentRows rows;
    private final Deployments deployments;
    private final ExecutorLines executors;
    private final OpenLooks looks;
    private final Clock clock;

    WhyQuestions(DeploymentRows rows, Deployments deployments, ExecutorLines executors, OpenLooks looks, Clock clock) {
        this.rows = rows;
        this.deployments = deployments;
        this.executors = executors;
        this.looks = looks;
        this.clock = clock;
    }

    /**
     * Why a node brings out what it does, or nothing.
     *
     * @throws Refused 404 without such a deployment or node
     */
    WhyView why(WorkspaceId workspace, String deployment, String node) {
        DeploymentView view = deployments.require(workspace, deployment);
        DeploymentRow row = deployments.row(workspace, deployment);
        Map<String, String> labels = labels(workspace, row);
        if (!labels.containsKey(node)) {
            throw Refused.notFound(
                    "node.unknown",
                    "Deployment %s has no node %s. Its nodes are %s"
                            .formatted(
                                    deployment,
                                    node,
                                    labels.keySet().stream().sorted().collect(Collectors.joining(", "))));
        }
        OperatorPlan plan = rows.plan(workspace, deployment).at(row.parallelism());
        boolean runs = view.status() == DeploymentStatus.RUNNING
                || view.status() == DeploymentStatus.STOPPING
                || view.status() == DeploymentStatus.NO_CONTACT;
        Phase phase = row.last().state().phase();
        if (phase == Phase.COMMITTING || phase == Phase.ABORTING) {
            return WhyView.notRunning(
                    node,
                    now(),
                    "No task runs any more: what the job has written is being made visible, or taken away",
                    Optional.of(view.statusSince()));
        }
        List<ExecutorId> asked = List.copyOf(row.last().state().executors());
        if (!runs || asked.isEmpty()) {
            return WhyView.notRunning(node, now(), notRunning(view), Optional.of(view.statusSince()));
        }
        if (plan.operators().stream().noneMatch(operator -> operator.nodeIds().contains(node))) {
            return WhyView.notRunning(
                    node,
                    now(),
                    "`%s` leads to no sink, so it is not computed".formatted(labels.get(node)),
                    Optional.empty());
        }
        Observed observed = observe(workspace, row, plan, asked, flows(view), id -> labels.getOrDefault(id, id));
        return WhyView.of(WhyReport.of(observed, node), now());
    }

    private Map<String, String> labels(WorkspaceId workspace, DeploymentRow row) {
        return rows.document(workspace, row.pipeline(), row.revision())
                .map(document -> document.nodes().stream()
                        .collect(Collectors.toMap(one -> one.id().value(), Node::label)))
                .orElse(Map.of());
    }

    private static String notRunning(DeploymentView view) {
        String why = view.reason().map(reason -> ": " + reason.message()).orElse("");
        return switch (view.status()) {
            case STARTING -> "The deployment is starting" + why;
            case RESTARTING -> "The deployment starts again" + why;
            case STOPPED -> "The deployment was stopped" + why;
            case FINISHED -> "The deployment is finished: all its input was read";
            case FAILED -> "The deployment has failed" + why;
            case RUNNING, STOPPING, NO_CONTACT -> "The deployment is about to run" + why;
        };
    }

    private static Map<String, Flow> flows(DeploymentView view) {
        return view.nodes().stream()
                .collect(Collectors.toMap(
                        NodeFigures::node,
                        node -> new Flow(
                                node.rowsPerSecondIn(), node.rowsPerSecondOut(), node.rowsFailed(), node.rowsLate())));
    }

    private Observed observe(
            WorkspaceId workspace,
            DeploymentRow row,
            OperatorPlan plan,
            List<ExecutorId> asked,
            Map<String, Flow> flows,
            UnaryOperator<String> names) {
        List<TaskStanding> tasks = new ArrayList<>();
        List<SourceStanding> sources = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        OpenLooks.Open look = looks.put(workspace, asked);
        try {
            StandingQuery query = new StandingQuery(
                    look.id(), new DeploymentId(row.id()), row.last().state().attempt());
            List<ExecutorId> reached = asked.stream()
                    .filter(executor -> executors.ask(workspace, executor, query))
                    .toList();
            long until = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            for (ExecutorId executor : asked) {
                Optional<StandingAnswer> answer =
                        reached.contains(executor) ? await(look.answers().get(executor), until) : Optional.empty();
                answer.ifPresentOrElse(
                        told -> {
                            tasks.addAll(told.tasks());
                            sources.addAll(told.sources());
                        },
                        () -> silent.add(executors.name(executor)
                                + (reached.contains(executor) ? " does not answer" : " has lost its connection")));
            }
        } finally {
            looks.forget(look);
        }
        return new Observed(plan, tasks, sources, absent(plan, tasks, silent), flows, names);
    }

    private Optional<StandingAnswer> await(@Nullable CompletableFuture<StandingAnswer> answer, long untilNanos) {
        if (answer == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer.get(Math.max(0, untilNanos - clock.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Answers do not fail", e);
        }
    }

    /** Tasks that nobody has told of are those of the executors that have not answered. */
    private static Map<TaskId, String> absent(OperatorPlan plan, List<TaskStanding> told, List<String> silent) {
        Set<TaskId> known = told.stream().map(TaskStanding::task).collect(Collectors.toCollection(HashSet::new));
        Map<TaskId, String> absent = new HashMap<>();
        for (Fragment fragment : plan.fragments()) {
            for (int index = 0; index < fragment.parallelism(); index++) {
                TaskId task = new TaskId(fragment.id(), index);
                if (!silent.isEmpty() && !known.contains(task)) {
                    absent.put(task, String.join(", ", silent));
                }
            }
        }
        return absent;
    }

    private Instant now() {
        return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
    }
}
