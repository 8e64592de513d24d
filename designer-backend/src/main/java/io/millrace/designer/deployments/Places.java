package io.millrace.designer.deployments;

import io.millrace.designer.catalogue.Catalogues;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.NodeId;
import io.millrace.plan.Planner;
import io.millrace.plan.graph.SinkPlace;
import io.millrace.plan.graph.TypedGraph;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Where active deployments write to. Two that write to one place would remove each other's pending files and replace each
 * other's results, so the second is refused. Waits for the database.
 */
@Singleton
final class Places {

    /** Of so many active deployments it is looked at where they write. */
    private static final int MOST_ACTIVE = 1_000;

    private final DeploymentRows rows;
    private final Catalogues catalogues;
    private final Planner planner;
    private final ReentrantLock turn = new ReentrantLock();

    Places(DeploymentRows rows, Catalogues catalogues, Planner planner) {
        this.rows = rows;
        this.catalogues = catalogues;
        this.planner = planner;
    }

    /** One after the other, so that two that are deployed at once do not miss each other. */
    <T> T inTurn(Supplier<T> deploying) {
        turn.lock();
        try {
            return deploying.get();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Refuses a pipeline that writes where an active deployment of another one does; one of the same pipeline is refused anyway.
     *
     * @throws Refused 409 with both sinks and the place
     */
    void requireFree(WorkspaceId workspace, String pipeline, TypedGraph graph) {
        Map<NodeId, SinkPlace> wanted = SinkPlace.of(graph);
        if (wanted.isEmpty()) {
            return;
        }
        for (DeploymentRow row : rows.newest(workspace, Optional.empty(), Optional.of(true), MOST_ACTIVE)) {
            if (!row.pipeline().equals(pipeline)) {
                rows.document(workspace, row.pipeline(), row.revision())
                        .map(document -> planner.check(document, catalogues.of(workspace)))
                        .ifPresent(other -> requireApart(graph, wanted, row, other));
            }
        }
    }

    private static void requireApart(
            TypedGraph graph, Map<NodeId, SinkPlace> wanted, DeploymentRow row, TypedGraph other) {
        Map<NodeId, SinkPlace> taken = SinkPlace.of(other);
        wanted.forEach((sink, place) -> taken.forEach((otherSink, otherPlace) -> {
            if (place.equals(otherPlace)) {
                throw Refused.conflict(
                        "deployment.place",
                        "%s would write to %s, as %s of %s does, whose deployment %s is active. Stop that one first, or choose another path, commit, and deploy that revision"
                                .formatted(
                                        label(graph, sink),
                                        place.path(),
                                        label(other, otherSink),
                                        row.pipelineName(),
                                        row.id()));
            }
        }));
    }

    private static String label(TypedGraph graph, NodeId id) {
        return graph.node(id).orElseThrow().node().label();
    }
}
