package io.millrace.designer.deployments.host;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobStatus;
import io.millrace.designer.permission.User;
import io.millrace.protocol.job.DeploymentId;
import java.util.Map;
import java.util.Optional;

/** Watches the coordinator of a workspace. Called with its lock held. */
interface HostListener {

    /** An event is in the log. */
    void written(JobEvent event, Optional<User> who);

    /** How all jobs are that the coordinator knows of, several times a second. */
    void observed(Map<DeploymentId, JobStatus> jobs);
}
