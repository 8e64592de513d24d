package io.millrace.designer.deployments.savepoints;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.Leftovers;
import io.millrace.designer.deployments.log.Leftovers.Due;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Standing;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.State;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Has executors clear {@link Leftovers}. One thread, which waits for the database. */
@Singleton
final class Clearing {

    private static final Logger LOG = Logger.getLogger(Clearing.class);

    private static final int MOST_AT_ONCE = 100;

    private record Open(Standing order, List<Due> folders) {}

    private final Leftovers leftovers;
    private final SavepointOrders orders;
    private final Map<WorkspaceId, Open> open = new HashMap<>();
    private final Set<WorkspaceId> begun = new HashSet<>();

    Clearing(Leftovers leftovers, SavepointOrders orders) {
        this.leftovers = leftovers;
        this.orders = orders;
    }

    /**
     * Brings it further.
     *
     * @param written folders that are being written now
     * @return whether there is something under way
     */
    boolean step(WorkspaceId workspace, Set<String> written) {
        if (begun.add(workspace)) {
            leftovers.waitAgain(workspace);
        }
        Open known = open.get(workspace);
        if (known != null) {
            known.order().say();
            known.order().end().ifPresent(end -> {
                open.remove(workspace);
                known.order().close();
                if (end instanceof State.Done) {
                    leftovers.cleared(workspace, known.folders());
                } else {
                    LOG.warnf("What is left in the checkpoint storage cannot be removed yet: %s", end);
                }
            });
            return true;
        }
        List<Due> due = leftovers.due(workspace, MOST_AT_ONCE).stream()
                .filter(left -> !written.contains(left.folder()))
                .toList();
        Optional<ExecutorId> executor = due.isEmpty() ? Optional.empty() : orders.executor(workspace, Set.of());
        executor.ifPresent(any -> open.put(
                workspace,
                new Open(
                        orders.give(
                                workspace,
                                any,
                                SavepointOrder.NONE,
                                new Work.Clear(due.stream().map(Due::folder).toList())),
                        due)));
        return executor.isPresent();
    }
}
