package io.millrace.designer.deployments.host;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import java.util.List;
import java.util.function.Consumer;

/** A job log that tells of what is in it for certain. */
record ToldLog(JobLog log, Consumer<JobEvent> written) implements JobLog {

    @Override
    public List<Unfinished> unfinished() {
        return log.unfinished();
    }

    @Override
    public boolean create(Deployment deployment, JobEvent first) {
        boolean isThere = log.create(deployment, first);
        if (isThere) {
            written.accept(first);
        }
        return isThere;
    }

    @Override
    public void append(JobEvent event) {
        log.append(event);
        written.accept(event);
    }

    @Override
    public void confirmOwner() {
        log.confirmOwner();
    }
}
