package io.millrace.designer.deployments;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.DeploymentRefused;
import io.millrace.coordinator.JobLog;
import io.millrace.designer.catalogue.Catalogues;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.log.KeyedIds;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.Wish;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonString;
import io.millrace.plan.Plan;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.Planning;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.protocol.job.DeploymentId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has revisions run, and ended. Whatever can be refused is refused before anything that runs is touched. Waits for the
 * database.
 */
@Singleton
final class Deployer {

    /** The one environment there is. */
    private static final String ENVIRONMENT = "default";

    /** Where a pipeline does not say how often: output is then as old as this at most. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** More tasks side by side than this only come by asking for them. */
    private static final int MOST_BY_DEFAULT = 16;

    private static final int LEAST_PLANNED = 2;

    private final DeploymentRows rows;
    private final Deployments deployments;
    private final CoordinatorHosts hosts;
    private final ExecutorLines executors;
    private final Catalogues catalogues;
    private final Planner planner;
    private final KeyedIds ids;
    private final Upgrade upgrade;
    private final Places places;

    Deployer(
            DeploymentRows rows,
            Deployments deployments,
            CoordinatorHosts hosts,
            ExecutorLines executors,
            Catalogues catalogues,
            Planner planner,
            KeyedIds ids,
            Upgrade upgrade,
            Places places) {
        this.rows = rows;
        this.deployments = deployments;
        this.hosts = hosts;
        this.executors = executors;
        this.catalogues = catalogues;
        this.planner = planner;
        this.ids = ids;
        this.upgrade = upgrade;
        this.places = places;
    }

    /**
     * Has a revision run.
     *
     * @param key the same for the same request; a request that is made again answers with what the first one made
     * @throws Refused 404 without such a revision, 422 with the problems of it or with the state that would be lost, 409 while
     *     another deployment of the pipeline is active, when one of another pipeline writes to the same place, or when the one
     *     to start from cannot be gone on from, 503 when it cannot be stored now
     */
    DeploymentView deploy(Member member, Order order, Optional<String> key) {
        DeploymentId id = new DeploymentId(ids.next("d-", member, key));
        Optional<DeploymentView> before =
                key.flatMap(_ -> rows.find(member.workspace(), id.value())).map(row -> same(member, row, order));
        if (before.isPresent()) {
            return before.get();
        }
        Plan plan = planned(member, order);
        Deployment deployment = deployment(member, order, id, plan, upgrade.start(member.workspace(), order, plan));
        places.inTurn(() -> {
            places.requireFree(member.workspace(), order.pipeline(), plan.graph());
            return stored(() -> {
                hosts.of(member.workspace()).deploy(deployment, member.user());
                return true;
            });
        });
        return deployments.require(member.workspace(), id.value());
    }

    /** Has what a deployment ran run once more. */
    DeploymentView again(Member member, String deployment, Optional<String> key) {
        DeploymentRow row = deployments.row(member.workspace(), deployment);
        Map<String, Json> parameters = parameters(row);
        return deploy(
                member,
                new Order(
                        row.pipeline(),
                        row.revision(),
                        parameters,
                        Optional.of(row.parallelism()),
                        Optional.empty(),
                        Set.of()),
                key);
    }

    /**
     * Takes down what somebody wants of a deployment; what is wanted already, or has ended, stays as it is.
     *
     * @throws Refused 404 without such a deployment, 409 for a step back
     */
    DeploymentView desire(Member member, String deployment, Wish wish) {
        DeploymentRow row = deployments.row(member.workspace(), deployment);
        if (wish.desired().compareTo(row.last().desired()) < 0) {
            throw Refused.conflict(
                    "deployment.desired",
                    "The deployment %s is %s already, which cannot be taken back. Run it again instead"
                            .formatted(deployment, Wish.of(row.last().desired()).text()));
        }
        if (row.endedAt().isEmpty()) {
            stored(() -> {
                hosts.of(member.workspace()).desire(new DeploymentId(deployment), wish.desired(), member.user());
                return true;
            });
        }
        return deployments.require(member.workspace(), deployment);
    }

    /**
     * Takes down at which parallelism somebody wants a deployment to go on; what is wanted already stays as it is.
     *
     * @throws Refused 404 without such a deployment, 409 where it cannot go on at another parallelism
     */
    DeploymentView rescale(Member member, String deployment, int parallelism) {
        if (deployments.row(member.workspace(), deployment).endedAt().isPresent()) {
            throw Refused.conflict(
                    "deployment.ending",
                    "The deployment %s has ended. Run it again with the parallelism you want".formatted(deployment));
        }
        stored(() -> {
            hosts.of(member.workspace()).rescale(new DeploymentId(deployment), parallelism, member.user());
            return true;
        });
        return deployments.require(member.workspace(), deployment);
    }

    private static Map<String, Json> parameters(DeploymentRow row) {
        return row.parameters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, given -> new JsonString(given.getValue())));
    }

    private DeploymentView same(Member member, DeploymentRow row, Order order) {
        if (!row.pipeline().equals(order.pipeline())
                || row.revision() != order.revision()
                || !row.parameters().equals(texts(order.parameters()))
                || !order.parallelism().stream().allMatch(tasks -> tasks == row.firstParallelism())
                || !startsAsOrdered(row, order)) {
            throw Refused.conflict(
                    "idempotency.reused",
                    "This Idempotency-Key was used to deploy something else, %s. Take a new one".formatted(row.id()));
        }
        return deployments.require(member.workspace(), row.id());
    }

    private static boolean startsAsOrdered(DeploymentRow row, Order order) {
        return switch (row.startFrom()) {
            case StartFrom.Beginning _ -> order.startFrom().isEmpty();
            case StartFrom.Checkpoint start ->
                order.startFrom()
                                .filter(from -> from.isAt(start.transfer().deployment()))
                                .isPresent()
                        && order.consent().equals(start.consent());
            case StartFrom.Savepoint start ->
                order.startFrom().equals(Optional.of(new Start.Savepoint(start.savepoint())))
                        && order.consent().equals(start.consent());
        };
    }

    private Deployment deployment(Member member, Order order, DeploymentId id, Plan plan, StartFrom startFrom) {
        return new Deployment(
                id,
                new Deployment.Target(order.pipeline(), ENVIRONMENT),
                Integer.toString(order.revision()),
                texts(order.parameters()),
                startFrom,
                plan.operators(),
                parallelism(member, order),
                Optional.of(
                        plan.graph().document().settings().checkpointInterval().orElse(CHECKPOINT_INTERVAL)));
    }

    private Plan planned(Member member, Order order) {
        PipelineDocument document = rows.document(member.workspace(), order.pipeline(), order.revision())
                .orElseThrow(() -> Refused.notFound(
                        "revision.unknown",
                        "The pipeline %s has no revision %d".formatted(order.pipeline(), order.revision())));
        TypedGraph graph = planner.check(document, catalogues.of(member.workspace()));
        int parallelism = parallelism(member, order);
        // Also where it begins with one task: which fragments may have several shows in a plan for two.
        Planning planning = planner.plan(
                graph, order.parameters(), PlanOptions.ofParallelism(Math.max(parallelism, LEAST_PLANNED)));
        return planning.plan()
                .orElseThrow(() -> Refused.problems(
                        "revision.broken",
                        "Revision %d cannot run as it is. Mend what is listed, commit, and deploy that revision"
                                .formatted(order.revision()),
                        planning.problems()));
    }

    /**
     * What becomes of the state of a deployment or in a savepoint when a revision goes on from it.
     *
     * @throws Refused 404 without such a revision, deployment or savepoint, 409 where nothing of it can go on, 422 with the
     *     problems of the revision
     */
    Comparison compare(Member member, String pipeline, int revision, Start start) {
        // Its parameters are not known yet where it is another pipeline's: their defaults will do, as state is not by
        // them.
        Map<String, Json> parameters =
                switch (start) {
                    case Start.Deployment(String deployment) -> {
                        DeploymentRow row = deployments.row(member.workspace(), deployment);
                        yield row.pipeline().equals(pipeline) ? parameters(row) : Map.of();
                    }
                    case Start.Savepoint _ -> Map.of();
                };
        Order order = new Order(pipeline, revision, parameters, Optional.of(1), Optional.of(start), Set.of());
        return upgrade.compare(member.workspace(), start, planned(member, order));
    }

    private int parallelism(Member member, Order order) {
        return order.parallelism().orElseGet(() -> Math.clamp(executors.slots(member.workspace()), 1, MOST_BY_DEFAULT));
    }

    private static Map<String, String> texts(Map<String, Json> parameters) {
        Map<String, String> texts = new TreeMap<>();
        parameters.forEach((name, value) ->
                texts.put(name, value instanceof JsonString(String text) ? text : CanonicalJson.print(value)));
        return texts;
    }

    private static <T> T stored(Supplier<T> work) {
        try {
            return work.get();
        } catch (DeploymentRefused e) {
            if (e.error().code().equals("deployment.ended")) {
                throw Refused.conflict(
                        "deployment.ended",
                        "The revision or what it was to start from was deleted meanwhile, or this deployment has ended already");
            }
            throw Refused.conflict(e.error().code(), e.error().message());
        } catch (JobLog.Unavailable e) {
            throw Refused.unavailable(
                    "database.unavailable",
                    "Nobody knows whether this was stored, as the database did not answer. Ask again: with the same Idempotency-Key nothing happens twice");
        } catch (JobLog.NotOwner e) {
            throw Refused.unavailable(
                    "coordinator.deposed", "Another control plane works on this database. End one of the two");
        }
    }
}
