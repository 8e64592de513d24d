package io.millrace.designer.pipelines;

import java.time.Instant;
import java.util.Optional;

/**
 * A pipeline in a list.
 *
 * @param nodes how many its draft has
 * @param draftVersion of the draft
 * @param changedAt when the draft last changed
 * @param lastRevision the number of its newest revision
 * @param deployment its newest deployment
 */
record PipelineSummary(
        String id,
        String name,
        String description,
        int nodes,
        long draftVersion,
        Instant changedAt,
        Optional<Integer> lastRevision,
        Optional<DeploymentRef> deployment) {

    /** A deployment and how it is. */
    record DeploymentRef(String id, String status) {}

    /** The same with another word on its deployment. */
    PipelineSummary with(DeploymentRef other) {
        return new PipelineSummary(
                id, name, description, nodes, draftVersion, changedAt, lastRevision, Optional.of(other));
    }
}
