package io.millrace.designer.deployments.log;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.Stopped;
import io.millrace.protocol.job.NodeCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment as it stands in the database.
 *
 * @param pipelineName the name its pipeline has now
 * @param firstParallelism how many tasks its fragments had in the first attempt
 * @param startFrom where the first attempt began
 * @param author who deployed it
 * @param last where its job is, and why
 * @param attempts how often it was started
 * @param restarts how often it was started again
 * @param counts what the last attempt counted, once the job has ended
 */
public record DeploymentRow(
        String id,
        String pipeline,
        String pipelineName,
        int revision,
        String environment,
        int firstParallelism,
        StartFrom startFrom,
        Map<String, String> parameters,
        Instant createdAt,
        String author,
        Optional<Instant> endedAt,
        JobEvent last,
        int attempts,
        int restarts,
        List<NodeCounts> counts) {

    /** How many tasks its fragments run as, of those that may run as several. */
    public int parallelism() {
        return last.parallelism().now();
    }

    /** Whether it has ended, and what it made visible goes beyond its last checkpoint: going on from that, rows would come twice. */
    public boolean hasReadOn() {
        return last.state() instanceof Finished
                || last.state() instanceof Stopped stopped
                        && stopped.note().isEmpty()
                        && last.desired() == Desired.STOP;
    }
}
