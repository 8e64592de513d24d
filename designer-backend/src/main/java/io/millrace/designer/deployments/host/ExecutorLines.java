package io.millrace.designer.deployments.host;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateQuery;
import java.util.List;

/** The way to the executors of workspaces. Safe for several threads; never waits, but for what a transfer does. */
public interface ExecutorLines {

    /** Sends a command on its way; it may be lost. */
    void send(WorkspaceId workspace, ExecutorId to, LeasedCommand command);

    /** Asks what a checkpoint holds; whether that is on its way. The answer comes by another way, or never. */
    boolean ask(WorkspaceId workspace, ExecutorId to, StateQuery query);

    /** Asks how tasks stand; whether that is on its way. The answer comes by another way, or never. */
    boolean ask(WorkspaceId workspace, ExecutorId to, StandingQuery query);

    /** Nobody waits for that answer any more. */
    void askNoMore(WorkspaceId workspace, ExecutorId to, long query);

    /** Has an executor do something with a savepoint; whether that is on its way. Reports come by another way, or never. */
    boolean order(WorkspaceId workspace, ExecutorId to, SavepointOrder order);

    /** What an executor that is given this order takes or gives; to be closed. Reading and writing it wait for the executor. */
    SavepointTransfer transfer(WorkspaceId workspace, long order);

    /** The executors that are there now. */
    List<ExecutorId> present(WorkspaceId workspace);

    /**
     * What people call an executor: its machine and process, as where the cluster is shown; the beginning of its id where it is
     * not remembered any more.
     */
    String name(ExecutorId executor);

    /** How many workers the executors have that are there now. */
    int slots(WorkspaceId workspace);
}
