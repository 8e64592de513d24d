package io.millrace.designer.deployments.host;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.LeasedCommand;

/** The way to the executors of workspaces. Safe for several threads; never waits. */
public interface ExecutorLines {

    /** Sends a command on its way; it may be lost. */
    void send(WorkspaceId workspace, ExecutorId to, LeasedCommand command);

    /**
     * What people call an executor: its machine and process, as where the cluster is shown; the beginning of its id where it is
     * not remembered any more.
     */
    String name(ExecutorId executor);

    /** How many workers the executors have that are there now. */
    int slots(WorkspaceId workspace);
}
