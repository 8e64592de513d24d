package io.millrace.coordinator;

import io.millrace.protocol.job.DeploymentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log for jobs that end with their coordinator's process, such as a local run. It has one owner and never a successor. */
public final class MemoryJobLog implements JobLog {

    private final Map<DeploymentId, JobEvent> firsts = new HashMap<>();

    @Override
    public List<Unfinished> unfinished() {
        return List.of();
    }

    @Override
    public boolean create(Deployment deployment, JobEvent first) {
        JobEvent before = firsts.putIfAbsent(deployment.id(), first);
        return before == null || before.equals(first);
    }

    /** Nobody will ever read it. */
    @Override
    public void append(JobEvent event) {}

    @Override
    public void confirmOwner() {}
}
