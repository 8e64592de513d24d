package io.millrace.designer.deployments.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A deployment as people see it.
 *
 * @param parallelism how many tasks a fragment runs as
 * @param rescale another parallelism that it is to go on at
 * @param restoring the savepoint that it starts from, while the checkpoint that it begins at is made of that
 * @param parameters the values that were given, by name
 * @param statusSince when the status became what it is
 * @param noContact who is silent since when, while the status is {@code noContact}
 * @param attempt how often it was started
 * @param restarts how often it was started again
 * @param reason why the status is what it is, when that is not the usual course
 * @param executors where it runs
 * @param checkpoints how its checkpoints are, while it runs; not in lists
 * @param summary what it came to, when it has ended: {@code Finished · 20,000 rows}
 */
public record DeploymentView(
        String id,
        PipelineRef pipeline,
        int revision,
        String environment,
        int parallelism,
        Optional<Rescale> rescale,
        Optional<Restoring> restoring,
        Map<String, String> parameters,
        Wish desired,
        DeploymentStatus status,
        Instant statusSince,
        Optional<NoContact> noContact,
        long attempt,
        int restarts,
        Optional<Reason> reason,
        List<String> executors,
        Instant createdAt,
        String createdBy,
        Optional<Instant> endedAt,
        Optional<String> summary,
        Optional<CheckpointsView> checkpoints,
        List<NodeFigures> nodes,
        List<EdgeFigures> edges) {

    /** A pipeline by the name it has now. */
    public record PipelineRef(String id, String name) {}

    /**
     * Another parallelism that somebody asked for.
     *
     * @param waitsFor what has to happen first, in words; absent while nobody knows
     */
    public record Rescale(int parallelism, Optional<String> waitsFor) {}

    /**
     * A savepoint of which a checkpoint is made.
     *
     * @param bytes that were read of it
     * @param of so many; 0 while nobody knows
     * @param waitsFor what has to happen first, in words
     */
    public record Restoring(String savepoint, long bytes, long of, Optional<String> waitsFor) {}

    /** Who is silent, and since when. */
    public record NoContact(String executor, Instant since) {}

    /** The same for a list of many: with the figures of its sources only, whose rates add up to its own. */
    public DeploymentView line() {
        Set<String> reached = edges.stream().map(edge -> edge.to().node()).collect(Collectors.toSet());
        return with(
                status,
                statusSince,
                noContact,
                rescale,
                restoring,
                Optional.empty(),
                nodes.stream().filter(node -> !reached.contains(node.node())).toList(),
                List.of());
    }

    /** How fast each node sends rows on, by its id. */
    public Map<String, Double> rates() {
        return nodes.stream().collect(Collectors.toUnmodifiableMap(NodeFigures::node, NodeFigures::rowsPerSecondOut));
    }

    /** The same, with somebody silent. */
    public DeploymentView without(NoContact silent) {
        return with(
                DeploymentStatus.NO_CONTACT,
                silent.since(),
                Optional.of(silent),
                rescale,
                restoring,
                checkpoints,
                nodes,
                edges);
    }

    /** The same, with its checkpoints as they are now, and what another parallelism waits for. */
    public DeploymentView with(CheckpointsView now, Optional<Rescale> waiting) {
        return with(status, statusSince, noContact, waiting, restoring, Optional.of(now), nodes, edges);
    }

    /** The same, with the savepoint that it waits for. */
    public DeploymentView with(Restoring savepoint) {
        return with(status, statusSince, noContact, rescale, Optional.of(savepoint), checkpoints, nodes, edges);
    }

    private DeploymentView with(
            DeploymentStatus newStatus,
            Instant newSince,
            Optional<NoContact> silent,
            Optional<Rescale> newRescale,
            Optional<Restoring> newRestoring,
            Optional<CheckpointsView> newCheckpoints,
            List<NodeFigures> newNodes,
            List<EdgeFigures> newEdges) {
        return new DeploymentView(
                id,
                pipeline,
                revision,
                environment,
                parallelism,
                newRescale,
                newRestoring,
                parameters,
                desired,
                newStatus,
                newSince,
                silent,
                attempt,
                restarts,
                reason,
                executors,
                createdAt,
                createdBy,
                endedAt,
                summary,
                newCheckpoints,
                newNodes,
                newEdges);
    }
}
