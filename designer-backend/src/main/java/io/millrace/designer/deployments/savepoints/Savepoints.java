package io.millrace.designer.deployments.savepoints;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.designer.DesignerSettings;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.log.KeyedIds;
import io.millrace.designer.deployments.log.Leftovers;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Moving;
import io.millrace.designer.deployments.savepoints.SavepointOrders.Standing;
import io.millrace.designer.deployments.savepoints.SavepointRow.Phase;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.model.error.RunError;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.Contents;
import io.millrace.protocol.job.SavepointReport.State;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Savepoints as people use them. Safe for several threads; waits for the database, and where it says so for an executor.
 */
@Singleton
public final class Savepoints {

    private static final Logger LOG = Logger.getLogger(Savepoints.class);

    private static final int BUFFER_BYTES = 1 << 16;

    /** Looking at all of an archive, once it has come. */
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final SavepointRows rows;
    private final SavepointLoop loop;
    private final SavepointOrders orders;
    private final DeploymentRows deployments;
    private final Leftovers leftovers;
    private final KeyedIds ids;
    private final Clock clock;
    private final DesignerSettings settings;

    Savepoints(
            SavepointRows rows,
            SavepointLoop loop,
            SavepointOrders orders,
            DeploymentRows deployments,
            Leftovers leftovers,
            KeyedIds ids,
            Clock clock,
            DesignerSettings settings) {
        this.rows = rows;
        this.loop = loop;
        this.orders = orders;
        this.deployments = deployments;
        this.leftovers = leftovers;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Has a savepoint made of a deployment. Of one that has ended, of its last checkpoint.
     *
     * @param name empty for one that says when it was made
     * @param stop whether the deployment is to be suspended with it
     * @param key the same for the same request
     * @throws Refused 404 without such a deployment, 409 where it cannot be gone on from, or another was made under the key
     */
    SavepointView create(Member member, String deployment, Optional<String> name, boolean stop, Optional<String> key) {
        WorkspaceId workspace = member.workspace();
        DeploymentRow row = deployments
                .find(workspace, deployment)
                .orElseThrow(() -> Refused.notFound("deployment.unknown", "There is no deployment " + deployment));
        String id = ids.next("s-", member, key);
        Optional<SavepointRow> before = key.flatMap(_ -> rows.find(workspace, id));
        if (before.isPresent()) {
            return same(workspace, before.get(), deployment, name, stop);
        }
        if (key.isPresent() && leftovers.holds(workspace, SavepointRows.folder(id))) {
            throw deleted(id);
        }
        boolean hasEnded = row.endedAt().isPresent();
        List<CheckpointRow> checkpoints = deployments.checkpoints(workspace, deployment);
        requirePossible(row, hasEnded, checkpoints);
        Instant now = now();
        long after = hasEnded
                ? 0
                : checkpoints.stream().findFirst().map(CheckpointRow::number).orElse(0L);
        boolean isNew = rows.begin(
                workspace,
                new SavepointRows.New(
                        id,
                        name.orElseGet(
                                () -> "%s %s".formatted(row.pipelineName(), now.truncatedTo(ChronoUnit.SECONDS))),
                        row.pipeline(),
                        Optional.of(row.revision()),
                        Optional.of(deployment),
                        stop,
                        Phase.CHECKPOINT,
                        after),
                member.user().id(),
                now);
        loop.wake(workspace);
        return isNew
                ? require(workspace, id)
                : same(workspace, rows.find(workspace, id).orElseThrow(() -> deleted(id)), deployment, name, stop);
    }

    private static Refused deleted(String id) {
        return Refused.conflict(
                "savepoint.deleted",
                "The savepoint %s that was made under this Idempotency-Key was deleted since. Take a new one"
                        .formatted(id));
    }

    private SavepointView same(
            WorkspaceId workspace, SavepointRow before, String deployment, Optional<String> name, boolean stop) {
        if (before.phase() == Phase.DELETING) {
            throw deleted(before.id());
        }
        boolean isOther = !before.deployment().equals(Optional.of(deployment))
                || before.stop() != stop
                || !name.stream().allMatch(before.name()::equals);
        if (isOther) {
            throw Refused.conflict(
                    "idempotency.reused",
                    "This Idempotency-Key was used for something else, the savepoint %s. Take a new one"
                            .formatted(before.id()));
        }
        return view(workspace, before);
    }

    private static void requirePossible(DeploymentRow row, boolean hasEnded, List<CheckpointRow> checkpoints) {
        if (hasEnded && row.hasReadOn()) {
            throw Refused.conflict(
                    "deployment.readOn",
                    "The deployment %s has made visible what it read after its last checkpoint, so nothing can go on from there. The next time stop it with a savepoint"
                            .formatted(row.id()));
        }
        if (hasEnded && checkpoints.stream().noneMatch(CheckpointRow::counts)) {
            throw Refused.conflict(
                    "deployment.noCheckpoint",
                    "The deployment %s has ended and no checkpoint of it is there that a savepoint could be made of"
                            .formatted(row.id()));
        }
        Desired desired = row.last().desired();
        if (!hasEnded && (desired == Desired.STOP || desired == Desired.CANCEL)) {
            throw Refused.conflict(
                    "deployment.ending",
                    "The deployment %s is about to end. When it has, and has not read on, a savepoint can be made of its last checkpoint"
                            .formatted(row.id()));
        }
    }

    /** Those there are, the newest first. */
    List<SavepointView> newest(WorkspaceId workspace, Optional<String> pipeline, int limit) {
        return rows.newest(workspace, pipeline, limit).stream()
                .map(row -> view(workspace, row))
                .toList();
    }

    /** One by its id. */
    SavepointView require(WorkspaceId workspace, String id) {
        return view(workspace, row(workspace, id));
    }

    private SavepointView view(WorkspaceId workspace, SavepointRow row) {
        return SavepointView.of(row, loop.progress(workspace, row.id()));
    }

    private SavepointRow row(WorkspaceId workspace, String id) {
        return rows.find(workspace, id)
                .filter(row -> row.phase() != Phase.DELETING && row.phase() != Phase.RECEIVING)
                .orElseThrow(() -> Refused.notFound("savepoint.unknown", "There is no savepoint " + id));
    }

    /**
     * The name of one that can be downloaded.
     *
     * @throws Refused 404 without such a savepoint, 409 where it is not complete
     */
    String complete(WorkspaceId workspace, String id) {
        return requireComplete(workspace, id).name();
    }

    private SavepointRow requireComplete(WorkspaceId workspace, String id) {
        SavepointRow row = row(workspace, id);
        if (row.phase() != Phase.COMPLETE) {
            throw Refused.conflict(
                    "savepoint.incomplete",
                    row.phase().isOpen()
                            ? "The savepoint %s is still being made. Wait until it is complete".formatted(id)
                            : "The savepoint %s has failed, and nothing of it is there. Make another one"
                                    .formatted(id));
        }
        return row;
    }

    /**
     * Has a savepoint removed; one that is being made is given up.
     *
     * @throws Refused 404 without such a savepoint, 409 while a deployment starts from it
     */
    void delete(WorkspaceId workspace, String id) {
        row(workspace, id);
        List<String> starting = rows.delete(workspace, id);
        if (!starting.isEmpty()) {
            throw Refused.conflict(
                    "savepoint.inUse",
                    "The deployment %s starts from the savepoint %s and has no checkpoint of its own yet. Delete it when it has one, or has ended"
                            .formatted(starting.getFirst(), id));
        }
        loop.wake(workspace);
    }

    /**
     * Takes an archive, has all of it looked at, and lists it then. Waits for whoever sends it, and for an executor.
     *
     * @param name empty for one that says when it came
     * @param pipeline which one it is to be listed under; empty for the one that it says it is of
     * @throws Refused 413 where it has more than is taken, 422 where it is no savepoint or is damaged, 503 without an executor
     */
    SavepointView upload(Member member, Optional<String> pipeline, Optional<String> name, InputStream archive) {
        WorkspaceId workspace = member.workspace();
        ExecutorId executor = anyone(workspace);
        String id = ids.next("s-", member, Optional.empty());
        loop.receives(workspace, id);
        try {
            Instant now = now();
            rows.begin(
                    workspace,
                    new SavepointRows.New(
                            id,
                            name.orElseGet(() -> "Uploaded " + now.truncatedTo(ChronoUnit.SECONDS)),
                            pipeline.orElse(""),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            Phase.RECEIVING,
                            0),
                    member.user().id(),
                    now);
            rows.at(workspace, id, executor.value());
            rows.complete(workspace, id, received(workspace, id, executor, archive), now());
        } catch (RuntimeException e) {
            rows.deleting(workspace, id);
            throw e;
        } finally {
            loop.received(workspace, id);
        }
        return require(workspace, id);
    }

    private Contents received(WorkspaceId workspace, String id, ExecutorId executor, InputStream archive) {
        Work work = new Work.Receive(settings.savepoints().largest().asLongValue());
        try (Moving moving = orders.move(workspace, executor, id, work)) {
            Standing order = moving.order();
            Optional<IOException> broken = Optional.empty();
            try {
                OutputStream out = moving.transfer().out();
                copy(archive, out, order);
                // Only a whole archive ends in order.
                out.close();
            } catch (IOException e) {
                // Whoever does not read to the end says why, where it is a matter of the archive.
                broken = Optional.of(e);
                drop(archive);
            }
            State end = order.await(broken.isPresent() ? Duration.ofSeconds(20) : LOOK);
            return switch (end) {
                case State.Done(var contents, var _) ->
                    contents.orElseThrow(() -> new IllegalStateException("An executor has received nothing"));
                case State.Failed(RunError error) -> throw refused(error);
                case State.UnderWay _ -> throw new IllegalStateException("Not an end: " + end);
            };
        }
    }

    /** Who cannot send its body to the end never reads the answer. */
    private void drop(InputStream rest) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = settings.savepoints().largest().asLongValue();
        try {
            for (int count = rest.read(buffer); count >= 0 && left > 0; count = rest.read(buffer)) {
                left -= count;
            }
        } catch (IOException e) {
            // It has gone; there is nobody to answer.
            LOG.debugf("An upload that was refused broke off: %s", e.getMessage());
        }
    }

    /** What fails while it is read is the sender's connection, and not the executor's. */
    private static void copy(InputStream archive, OutputStream out, Standing order) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int count;
            try {
                count = archive.read(buffer);
            } catch (IOException e) {
                throw Refused.badRequest("upload.brokenOff", "The upload broke off. Nothing was stored; send it again");
            }
            if (count < 0) {
                return;
            }
            if (order.end().isPresent()) {
                throw new IOException("nobody reads any more");
            }
            out.write(buffer, 0, count);
        }
    }

    /**
     * Opens the archive of a savepoint, which is read while an executor makes it.
     *
     * @throws Refused 404 without such a savepoint, 409 where it is not complete, 503 without an executor
     */
    Download download(WorkspaceId workspace, String id) {
        SavepointRow row = requireComplete(workspace, id);
        ExecutorId executor = anyone(workspace);
        Moving moving = orders.move(workspace, executor, id, new Work.Send());
        PushbackInputStream in = new PushbackInputStream(moving.transfer().in());
        try {
            // What cannot begin is an answer of its own; later there is only breaking off.
            in.unread(in.read());
        } catch (IOException e) {
            moving.transfer().close();
            try (moving) {
                throw moving.order().await(Duration.ofSeconds(2)) instanceof State.Failed(RunError error)
                        ? refused(error)
                        : Refused.unavailable(
                                "savepoint.unreadable", "The savepoint cannot be read: " + e.getMessage());
            }
        }
        return new Download(row.name(), moving, in);
    }

    /** An archive on its way. */
    record Download(String name, Moving moving, InputStream in) {

        /**
         * Passes it on.
         *
         * @throws IOException when it cannot be read to its end, or nobody takes it
         */
        void to(OutputStream out) throws IOException {
            try (moving) {
                in.transferTo(out);
            }
        }
    }

    /**
     * What ran when a savepoint was taken.
     *
     * @throws Refused 404 without such a savepoint, 409 where it is not complete
     */
    public Planned planned(WorkspaceId workspace, String id) {
        requireComplete(workspace, id);
        return rows.planned(workspace, id);
    }

    /**
     * Where something starts that starts from a savepoint. The checkpoint that it begins at is made when the deployment asks for it.
     *
     * @param comparison of what ran with what is to run
     * @param consent ids of nodes whose state may be lost
     * @throws Refused 404 without such a savepoint, 409 where it is not complete
     */
    public StartFrom start(WorkspaceId workspace, String id, Comparison comparison, Set<String> consent) {
        SavepointRow row = requireComplete(workspace, id);
        return new StartFrom.Savepoint(
                id,
                row.checkpoint().orElseThrow(),
                ChronoUnit.MICROS.between(Instant.EPOCH, row.takenAt().orElseThrow()),
                comparison.transfer(new DeploymentId(SavepointOrder.NONE)),
                consent);
    }

    private static Refused refused(RunError error) {
        String words =
                error.message() + error.position().map(at -> " (" + at + ")").orElse("");
        return switch (error.code()) {
            case "savepoint.tooLarge" -> Refused.tooLarge(error.code(), words);
            case "savepoint.damaged", "savepoint.missing", "savepoint.version" ->
                Refused.problems(error.code(), words, List.of());
            case "savepoint.full" -> Refused.full(error.code(), words);
            default -> Refused.unavailable(error.code(), words);
        };
    }

    private ExecutorId anyone(WorkspaceId workspace) {
        return orders.executor(workspace, Set.of())
                .orElseThrow(
                        () -> Refused.unavailable(
                                "executor.none",
                                "Savepoints are read and written by executors, and none is there now. The page Cluster says how to start one"));
    }

    private Instant now() {
        return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
    }
}
