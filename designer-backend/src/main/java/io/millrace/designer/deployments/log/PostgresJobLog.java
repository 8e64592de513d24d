package io.millrace.designer.deployments.log;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.JobStateText;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.UnreadablePlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The job log of a workspace in PostgreSQL, for the coordinator with one epoch. An event of a lower epoch is never committed
 * after the successor has read the log.
 *
 * <p>For one thread. Waits for the database.
 */
public final class PostgresJobLog implements JobLog {

    /** A key that is not there to refer to: the revision, with its pipeline, was deleted. */
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Another deployment is active in its place. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final LogOwner owner;
    private final Actors actors;

    private PostgresJobLog(LogOwner owner, Actors actors) {
        this.owner = owner;
        this.actors = actors;
    }

    /**
     * Takes the log over from whoever had it.
     *
     * @param owner which process, for people
     * @param actors who asked for the events that will be written
     * @throws Unavailable if nobody knows whether it was taken over; taking over again is then right
     */
    public static PostgresJobLog takeOver(
            Transactions transactions, WorkspaceId workspace, String owner, Actors actors) {
        return new PostgresJobLog(LogOwner.takeOver(transactions, workspace, owner), actors);
    }

    /** The epoch it was taken over with. */
    public long epoch() {
        return owner.epoch();
    }

    /** What it says of checkpoints, in the same hands. */
    public CheckpointLog checkpoints() {
        return new PostgresCheckpointLog(owner);
    }

    /**
     * As {@link JobLog} says. A job whose plan this release does not read cannot go on, and must not keep the others from
     * it: it has failed from now on.
     */
    @Override
    public List<Unfinished> unfinished() {
        List<Left> left = left();
        left.forEach(job -> job.unreadable().ifPresent(reason -> fail(job.last(), reason)));
        return left.stream()
                .flatMap(job -> job.deployment().stream().map(deployment -> new Unfinished(deployment, job.last())))
                .toList();
    }

    /** A job that has not ended: its deployment, or why that cannot be read. */
    private record Left(Optional<Deployment> deployment, JobEvent last, Optional<String> unreadable) {

        static Left of(ResultSet row) throws SQLException {
            JobEvent last = JobRows.event(row);
            try {
                return new Left(Optional.of(JobRows.deployment(row)), last, Optional.empty());
            } catch (UnreadablePlan e) {
                return new Left(Optional.empty(), last, Optional.of(String.valueOf(e.getMessage())));
            }
        }
    }

    private void fail(JobEvent last, String reason) {
        RunError error = RunError.internal(
                ExecutorCommand.Unreadable.CODE,
                "The stored plan cannot be read by this release of Millrace: " + reason
                        + ". The job was ended; deploy the pipeline again.");
        append(new JobEvent(
                last.deployment(),
                last.number() + 1,
                owner.epoch(),
                now(),
                last.desired(),
                last.parallelism(),
                new Failed(error),
                Optional.of(error)));
    }

    private long now() {
        return owner.read(handle -> JobRows.micros(
                handle.createQuery("SELECT now()").mapTo(OffsetDateTime.class).one()));
    }

    private List<Left> left() {
        return owner.read(
                handle -> handle.createQuery("""
                        SELECT deployment.id, deployment.pipeline_id, deployment.environment, deployment.revision,
                               deployment.parameters, deployment.start_checkpoint, deployment.plan, deployment.parallelism,
                               deployment.checkpoint_interval_ms, last.*
                        FROM deployment
                        CROSS JOIN LATERAL (
                            SELECT deployment_id, number, owner_epoch, wall_time, job_event.desired, state, reason,
                                tasks, wanted_tasks, wanted_since
                            FROM job_event
                            WHERE workspace_id = deployment.workspace_id AND deployment_id = deployment.id
                            ORDER BY number DESC LIMIT 1) last
                        WHERE deployment.ended_at IS NULL
                        ORDER BY deployment.created_at, deployment.id""").map((row, _) -> Left.of(row)).list());
    }

    @Override
    public boolean create(Deployment deployment, JobEvent first) {
        try {
            return owner.write(handle -> {
                boolean isNew = holdPipeline(handle, deployment)
                        && holdStart(handle, deployment)
                        && insert(handle, deployment, first);
                if (isNew) {
                    insert(handle, first);
                }
                return isNew || isThere(handle, first);
            });
        } catch (Unavailable e) {
            if (violates(e, FOREIGN_KEY_VIOLATION) || violates(e, UNIQUE_VIOLATION)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void append(JobEvent event) {
        owner.write(handle -> {
            if (insert(handle, event)) {
                copy(handle, event);
            } else if (!isThere(handle, event)) {
                throw new IllegalStateException("Another event than " + event + " is in the log under its number");
            }
            return true;
        });
    }

    @Override
    public void confirmOwner() {
        owner.write(_ -> true);
    }

    /** Nobody deletes the pipeline from here to the commit; answers whether somebody has before. */
    private static boolean holdPipeline(Handle handle, Deployment deployment) {
        return handle.createQuery("SELECT id FROM pipeline WHERE id = :id FOR SHARE")
                .bind("id", deployment.target().pipeline())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    /** Nobody deletes the savepoint or the checkpoint that it starts from, from here to the commit; answers whether it is there. */
    private static boolean holdStart(Handle handle, Deployment deployment) {
        return switch (deployment.startFrom()) {
            case StartFrom.Beginning _ -> true;
            case StartFrom.Savepoint start ->
                handle.createQuery("SELECT id FROM savepoint WHERE id = :id AND phase = 'complete' FOR SHARE")
                        .bind("id", start.savepoint())
                        .mapTo(String.class)
                        .findOne()
                        .isPresent();
            case StartFrom.Checkpoint start ->
                handle.createQuery("""
                                SELECT deployment.id
                                FROM deployment
                                JOIN checkpoint ON checkpoint.workspace_id = deployment.workspace_id
                                    AND checkpoint.deployment_id = deployment.id
                                WHERE deployment.id = :id AND checkpoint.number = :number AND checkpoint.status <> 'failed'
                                FOR SHARE OF deployment""")
                        .bind("id", start.transfer().deployment().value())
                        .bind("number", start.number())
                        .mapTo(String.class)
                        .findOne()
                        .isPresent();
        };
    }

    private boolean insert(Handle handle, Deployment deployment, JobEvent first) {
        UserId author = actors.of(first)
                .orElseThrow(() -> new IllegalStateException("Nobody asked for deployment " + deployment.id()));
        return handle.createUpdate("""
                        INSERT INTO deployment (workspace_id, id, pipeline_id, revision, environment, parallelism,
                            parameters, start_from, start_checkpoint, plan, checkpoint_interval_ms, created_at, created_by, desired, phase)
                        VALUES (:workspace, :id, :pipeline, :revision, :environment, :parallelism,
                            :parameters, CASE WHEN CAST(:start AS text) IS NULL THEN 'beginning' ELSE 'checkpoint' END, :start, :plan, :interval, :at, :author, :desired, :phase)
                        ON CONFLICT (workspace_id, id) DO NOTHING""")
                        .bind("workspace", owner.workspace().value())
                        .bind("id", deployment.id().value())
                        .bind("pipeline", deployment.target().pipeline())
                        .bind("revision", Integer.parseInt(deployment.revision()))
                        .bind("environment", deployment.target().environment())
                        .bind("parallelism", deployment.parallelism())
                        .bind("parameters", JobRows.text(deployment.parameters()))
                        .bind("start", StartText.write(deployment.startFrom()))
                        .bind("plan", OperatorPlanCodec.encode(deployment.plan()))
                        .bind("interval", deployment.checkpointInterval().map(Duration::toMillis))
                        .bind("at", JobRows.time(first.wallMicros()))
                        .bind("author", author.value())
                        .bind("desired", JobRows.text(first.desired()))
                        .bind("phase", JobRows.text(first.state().phase()))
                        .execute()
                == 1;
    }

    private boolean insert(Handle handle, JobEvent event) {
        return handle.createUpdate("""
                        INSERT INTO job_event (workspace_id, deployment_id, number, owner_epoch, wall_time, desired,
                            tasks, wanted_tasks, wanted_since, phase, state, reason, actor_id)
                        VALUES (:workspace, :deployment, :number, :epoch, :at, :desired,
                            :tasks, :wanted, :since, :phase, :state, :reason, :actor)
                        ON CONFLICT (workspace_id, deployment_id, number) DO NOTHING""")
                        .bind("workspace", owner.workspace().value())
                        .bind("deployment", event.deployment().value())
                        .bind("number", event.number())
                        .bind("epoch", event.ownerEpoch())
                        .bind("at", JobRows.time(event.wallMicros()))
                        .bind("desired", JobRows.text(event.desired()))
                        .bind("tasks", event.parallelism().now())
                        .bind("wanted", event.parallelism().wanted().map(Parallelism.Wanted::tasks))
                        .bind("since", event.parallelism().wanted().map(Parallelism.Wanted::since))
                        .bind("phase", JobRows.text(event.state().phase()))
                        .bind("state", JobStateText.write(event.state()))
                        .bind("reason", event.reason().map(JobStateText::writeError))
                        .bind("actor", actors.of(event).map(UserId::value))
                        .execute()
                == 1;
    }

    /** What lists and the rule of one active deployment go by. */
    private static void copy(Handle handle, JobEvent event) {
        handle.createUpdate("""
                        UPDATE deployment SET desired = :desired, phase = :phase, ended_at = :ended
                        WHERE id = :id""")
                .bind("id", event.deployment().value())
                .bind("desired", JobRows.text(event.desired()))
                .bind("phase", JobRows.text(event.state().phase()))
                .bind("ended", event.state().isFinal() ? JobRows.time(event.wallMicros()) : null)
                .execute();
    }

    private static boolean isThere(Handle handle, JobEvent event) {
        return handle.createQuery("""
                        SELECT job_event.*, deployment.parallelism
                        FROM job_event
                        JOIN deployment ON deployment.workspace_id = job_event.workspace_id AND deployment.id = deployment_id
                        WHERE deployment_id = :deployment AND number = :number""")
                .bind("deployment", event.deployment().value())
                .bind("number", event.number())
                .map((row, _) -> JobRows.event(row))
                .findOne()
                .equals(Optional.of(event));
    }

    private static boolean violates(Unavailable failure, String sqlState) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sqlState.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
