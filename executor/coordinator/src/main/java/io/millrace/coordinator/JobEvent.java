package io.millrace.coordinator;

import io.millrace.coordinator.state.JobState;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import java.util.Optional;

/**
 * A row of the job log: where a job is from now on, in full, so that the last row of each job is all a successor needs.
 *
 * @param deployment whose job
 * @param number 1 for the first of the job, then without gaps
 * @param ownerEpoch which coordinator wrote it
 * @param wallMicros when, in microseconds since 1970-01-01T00:00 UTC
 * @param desired what is wanted
 * @param parallelism how many tasks its fragments run as, and are to run as
 * @param state where it is
 * @param reason why it went there, when that is not the usual course
 */
public record JobEvent(
        DeploymentId deployment,
        long number,
        long ownerEpoch,
        long wallMicros,
        Desired desired,
        Parallelism parallelism,
        JobState state,
        Optional<RunError> reason) {}
