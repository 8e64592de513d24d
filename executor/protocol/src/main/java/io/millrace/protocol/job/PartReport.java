package io.millrace.protocol.job;

import io.millrace.model.error.RunError;
import java.util.List;
import java.util.Optional;

/**
 * What an executor says about its part of an attempt: all of it, each time.
 *
 * @param fence the attempt, and the coordinator the executor had it from last
 * @param error what went wrong first
 * @param prepared what sink tasks prepared, once the part has ended; without what is of checkpoints that completed, as far
 *     as the executor was told
 * @param nodes what its tasks counted since the attempt began
 * @param checkpoint the checkpoint whose fate the executor does not know
 */
public record PartReport(
        Fence fence,
        PartStatus status,
        Optional<RunError> error,
        Prepared prepared,
        List<NodeCounts> nodes,
        Optional<PartCheckpoint> checkpoint) {

    public PartReport {
        nodes = List.copyOf(nodes);
    }
}
