package io.millrace.designer.deployments.savepoints;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateQuery;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The way to executors that do nothing: what they were told is written down. One thread. */
final class PlayedLines implements ExecutorLines {

    /** Who is there. */
    final List<ExecutorId> present = new ArrayList<>();

    /** What was ordered, each as often as it was said. */
    final List<SavepointOrder> ordered = new ArrayList<>();

    /** Orders that came before anybody expected their transfer. */
    final List<SavepointOrder> tooEarly = new ArrayList<>();

    private final Set<Long> expected = new TreeSet<>();

    @Override
    public void send(WorkspaceId workspace, ExecutorId to, LeasedCommand command) {
        throw new UnsupportedOperationException("Nothing runs here");
    }

    @Override
    public boolean ask(WorkspaceId workspace, ExecutorId to, StateQuery query) {
        throw new UnsupportedOperationException("Nothing is asked here");
    }

    @Override
    public boolean ask(WorkspaceId workspace, ExecutorId to, StandingQuery query) {
        throw new UnsupportedOperationException("Nothing is asked here");
    }

    @Override
    public void askNoMore(WorkspaceId workspace, ExecutorId to, long query) {
        throw new UnsupportedOperationException("Nothing is asked here");
    }

    @Override
    public boolean order(WorkspaceId workspace, ExecutorId to, SavepointOrder order) {
        ordered.add(order);
        boolean moves =
                order.work() instanceof SavepointOrder.Work.Send || order.work() instanceof SavepointOrder.Work.Receive;
        if (moves && !expected.contains(order.id())) {
            tooEarly.add(order);
        }
        return present.contains(to);
    }

    @Override
    public SavepointTransfer transfer(WorkspaceId workspace, long order) {
        expected.add(order);
        return new SavepointTransfer() {
            @Override
            public InputStream in() {
                return InputStream.nullInputStream();
            }

            @Override
            public OutputStream out() {
                return OutputStream.nullOutputStream();
            }

            @Override
            public void close() {
                expected.remove(order);
            }
        };
    }

    /** Transfers that somebody waits for. */
    int waiting() {
        return expected.size();
    }

    @Override
    public List<ExecutorId> present(WorkspaceId workspace) {
        return List.copyOf(present);
    }

    @Override
    public String name(ExecutorId executor) {
        return executor.value();
    }

    @Override
    public int slots(WorkspaceId workspace) {
        return present.size();
    }
}
