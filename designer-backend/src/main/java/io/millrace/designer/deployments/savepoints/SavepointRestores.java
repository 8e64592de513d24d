package io.millrace.designer.deployments.savepoints;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.SavepointPort.Beginning;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.SavepointDemand;
import io.millrace.designer.deployments.host.SavepointDemand.Progress;
import io.millrace.designer.deployments.log.Leftovers;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Standing;
import io.millrace.designer.deployments.savepoints.SavepointRow.Phase;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.State;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has executors make the checkpoints that deployments begin at which start from savepoints: as long as a coordinator asks for one, and
 * by another executor when the one at it is lost. One that was made before is looked at again by an executor before anything begins at
 * it. One thread, which waits for the database.
 */
@Singleton
final class SavepointRestores {

    /** What failed for a reason that may pass is tried again after this. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What may pass, though the error alone does not say so. */
    private static final Set<String> PASSING = Set.of("savepoint.executorLost", "savepoint.givenUp");

    private record Key(WorkspaceId workspace, String savepoint) {}

    private final SavepointRows rows;
    private final SavepointOrders orders;
    private final Leftovers leftovers;
    private final SavepointDemand demand;
    private final Clock clock;
    private final Map<Key, Standing> standing = new HashMap<>();

    /** Since when nothing is tried. */
    private final Map<Key, Long> pauses = new HashMap<>();

    SavepointRestores(
            SavepointRows rows, SavepointOrders orders, Leftovers leftovers, SavepointDemand demand, Clock clock) {
        this.rows = rows;
        this.orders = orders;
        this.leftovers = leftovers;
        this.demand = demand;
        this.clock = clock;
    }

    /** The savepoints that something is to be done with; what is not asked for any more is given up with this. */
    List<String> wanted(WorkspaceId workspace) {
        List<String> wanted = demand.wanted(workspace);
        standing.entrySet().removeIf(one -> {
            boolean isOver = one.getKey().workspace().equals(workspace)
                    && !wanted.contains(one.getKey().savepoint());
            if (isOver) {
                over(one.getKey(), one.getValue());
            }
            return isOver;
        });
        pauses.keySet().removeIf(key -> key.workspace().equals(workspace) && !wanted.contains(key.savepoint()));
        return wanted;
    }

    /** Brings the checkpoint of one further. */
    void step(WorkspaceId workspace, String savepoint) {
        Key key = new Key(workspace, savepoint);
        if (!demand.waits(workspace, savepoint) || isPausing(key)) {
            return;
        }
        Standing known = standing.get(key);
        if (known == null) {
            begin(key);
            return;
        }
        known.say();
        State.UnderWay progress = known.progress();
        demand.tell(workspace, savepoint, new Progress(progress.bytes(), progress.of(), Optional.empty()));
        known.end().ifPresent(end -> {
            standing.remove(key);
            over(key, known);
            switch (end) {
                case State.Done(var _, var manifest) -> made(key, manifest.orElseThrow());
                case State.Failed(RunError error) -> failed(key, error);
                case State.UnderWay _ -> throw new IllegalStateException("Not an end: " + end);
            }
        });
    }

    /** Whoever was at it finds out by hearing nothing; until then it may still write. */
    private void over(Key key, Standing order) {
        order.close();
        leftovers.add(key.workspace(), folder(key, order), Leftovers.GIVEN_UP);
    }

    private boolean isPausing(Key key) {
        Long since = pauses.get(key);
        return since != null && clock.nanoTime() - since < PAUSE.toNanos();
    }

    private void begin(Key key) {
        Optional<SavepointRow> row =
                rows.find(key.workspace(), key.savepoint()).filter(found -> found.phase() == Phase.COMPLETE);
        if (row.isEmpty()) {
            gone(key);
            return;
        }
        Optional<ExecutorId> executor = orders.executor(key.workspace(), Set.of());
        if (executor.isEmpty()) {
            waits(key, "An executor has to be there, which reads it.");
            return;
        }
        Standing order = orders.open(
                key.workspace(),
                executor.get(),
                key.savepoint(),
                new Work.Restore(row.get().restored()));
        standing.put(key, order);
        // Whatever becomes of this process and of the executor, somebody clears what is not needed in the end.
        leftovers.add(key.workspace(), folder(key, order), Leftovers.GIVEN_UP);
        order.say();
    }

    private static String folder(Key key, Standing order) {
        return SavepointOrder.restored(key.savepoint(), order.id()).value();
    }

    /** The folders that executors write to now. */
    Set<String> written() {
        return standing.entrySet().stream()
                .map(one -> folder(one.getKey(), one.getValue()))
                .collect(Collectors.toSet());
    }

    private void made(Key key, String manifest) {
        if (rows.restored(key.workspace(), key.savepoint(), manifest)) {
            demand.tell(key.workspace(), key.savepoint(), new Beginning.Ready(manifest));
        } else {
            gone(key);
        }
    }

    private void gone(Key key) {
        impossible(
                key,
                RunError.external(
                        "savepoint.unknown",
                        "The savepoint " + key.savepoint() + " that it starts from is not there any more.",
                        false));
    }

    private void failed(Key key, RunError error) {
        if (error.retryable() || PASSING.contains(error.code())) {
            pauses.put(key, clock.nanoTime());
            waits(key, "It is tried again, after this: " + error.message());
        } else {
            impossible(key, error);
        }
    }

    private void impossible(Key key, RunError reason) {
        demand.tell(key.workspace(), key.savepoint(), new Beginning.Impossible(reason));
    }

    private void waits(Key key, String what) {
        demand.tell(key.workspace(), key.savepoint(), new Progress(0, 0, Optional.of(what)));
    }
}
