package io.millrace.designer.deployments.savepoints;

import io.millrace.coordinator.Clock;
import io.millrace.designer.DesignerSettings;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.CheckpointExpiry;
import io.millrace.designer.deployments.log.Leftovers;
import io.millrace.designer.deployments.log.Leftovers.Due;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Standing;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.State;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Has executors clear {@link Leftovers}, of which checkpoints of deployments are that ended long ago. One thread, which waits for the database. */
@Singleton
final class Clearing {

    private static final Logger LOG = Logger.getLogger(Clearing.class);

    private static final int MOST_AT_ONCE = 100;

    /** How often it is looked whether something is due. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private record Open(Standing order, List<Due> folders) {}

    private final Leftovers leftovers;
    private final CheckpointExpiry expiry;
    private final SavepointOrders orders;
    private final DesignerSettings settings;
    private final Clock clock;
    private final Map<WorkspaceId, Open> open = new HashMap<>();
    private final Map<WorkspaceId, Long> looked = new HashMap<>();
    private final Set<WorkspaceId> begun = new HashSet<>();

    Clearing(
            Leftovers leftovers,
            CheckpointExpiry expiry,
            SavepointOrders orders,
            DesignerSettings settings,
            Clock clock) {
        this.leftovers = leftovers;
        this.expiry = expiry;
        this.orders = orders;
        this.settings = settings;
        this.clock = clock;
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
        long now = clock.nanoTime();
        if (now - looked.getOrDefault(workspace, now - LOOK.toNanos()) < LOOK.toNanos()) {
            return false;
        }
        looked.put(workspace, now);
        expiry.expire(workspace, settings.checkpoints().keptAfterEnd());
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
