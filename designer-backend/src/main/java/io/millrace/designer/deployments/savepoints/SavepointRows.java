package io.millrace.designer.deployments.savepoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.coordinator.state.JobStateText;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.log.Leftovers;
import io.millrace.designer.deployments.savepoints.SavepointRow.Phase;
import io.millrace.designer.deployments.savepoints.SavepointView.HeldNode;
import io.millrace.designer.permission.User;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.error.RunError;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointReport.Contents;
import io.millrace.protocol.plan.OperatorPlanCodec;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Savepoints in the database. Each change says from which phase it goes, so that of two that come together one is refused. Safe
 * for several threads; waits for the database.
 */
@Singleton
final class SavepointRows {

    private static final TypeReference<List<HeldNode>> NODES = new TypeReference<>() {};

    private static final String SELECT = """
            SELECT savepoint.id, savepoint.name, savepoint.pipeline_id, savepoint.revision, savepoint.deployment_id,
                savepoint.stop, savepoint.uploaded, savepoint.phase, savepoint.after_checkpoint, savepoint.checkpoint,
                savepoint.manifest, savepoint.reason, savepoint.taken_at, savepoint.parallelism, savepoint.bytes,
                savepoint.nodes, savepoint.restored, savepoint.executor, savepoint.created_at, savepoint.completed_at,
                savepoint.created_by, app_user.name AS author
            FROM savepoint JOIN app_user ON app_user.id = savepoint.created_by
            """;

    private final Transactions transactions;
    private final ObjectMapper json;

    SavepointRows(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * What begins now.
     *
     * @param pipeline as far as that is known before it was looked at
     */
    record New(
            String id,
            String name,
            String pipeline,
            Optional<Integer> revision,
            Optional<String> deployment,
            boolean stop,
            Phase phase,
            long afterCheckpoint) {}

    /** Writes one that begins; whether there was none with its id. */
    boolean begin(WorkspaceId workspace, New savepoint, UserId author, Instant now) {
        return transactions.in(workspace, transaction -> transaction
                        .handle()
                        .createUpdate("""
                                INSERT INTO savepoint (workspace_id, id, name, pipeline_id, revision, deployment_id, stop,
                                    uploaded, phase, after_checkpoint, created_at, created_by)
                                VALUES (:workspace, :id, :name, :pipeline, :revision, :deployment, :stop,
                                    :uploaded, :phase, :after, :now, :author)
                                ON CONFLICT DO NOTHING""")
                        .bind("workspace", workspace.value())
                        .bind("id", savepoint.id())
                        .bind("name", savepoint.name())
                        .bind("pipeline", savepoint.pipeline())
                        .bind("revision", savepoint.revision())
                        .bind("deployment", savepoint.deployment())
                        .bind("stop", savepoint.stop())
                        .bind("uploaded", savepoint.phase() == Phase.RECEIVING)
                        .bind("phase", text(savepoint.phase()))
                        .bind("after", savepoint.afterCheckpoint())
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("author", author.value())
                        .execute())
                == 1;
    }

    /** One of them. */
    Optional<SavepointRow> find(WorkspaceId workspace, String id) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery(SELECT + "WHERE savepoint.id = :id")
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne());
    }

    /** Those that people see, the newest first. */
    List<SavepointRow> newest(WorkspaceId workspace, Optional<String> pipeline, int limit) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery(SELECT + """
                        WHERE phase NOT IN ('receiving', 'deleting')
                          AND (CAST(:pipeline AS text) IS NULL OR pipeline_id = :pipeline)
                        ORDER BY savepoint.created_at DESC, savepoint.id LIMIT :limit""")
                .bind("pipeline", pipeline)
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list());
    }

    /** Those with which something is to be done. */
    List<SavepointRow> unfinished(WorkspaceId workspace) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery(SELECT + """
                        WHERE phase NOT IN ('complete', 'failed') ORDER BY savepoint.created_at, savepoint.id""")
                .map((row, _) -> row(row))
                .list());
    }

    /** Its checkpoint is there: it is written from now on. */
    boolean writing(WorkspaceId workspace, String id, long checkpoint, String manifest) {
        return transactions.in(workspace, transaction -> transaction
                        .handle()
                        .createUpdate("""
                                UPDATE savepoint SET phase = 'writing', checkpoint = :checkpoint, manifest = :manifest
                                WHERE id = :id AND phase = 'checkpoint'""")
                        .bind("id", id)
                        .bind("checkpoint", checkpoint)
                        .bind("manifest", manifest)
                        .execute())
                == 1;
    }

    /** Its checkpoint was gone before it was written: another one is to be taken. */
    void again(WorkspaceId workspace, String id) {
        transactions.run(
                workspace,
                transaction ->
                        transaction.handle().createUpdate("""
                        UPDATE savepoint
                        SET phase = 'checkpoint', after_checkpoint = checkpoint, checkpoint = NULL, manifest = NULL
                        WHERE id = :id AND phase = 'writing'""").bind("id", id).execute());
    }

    /** An executor is at it. */
    void at(WorkspaceId workspace, String id, String executor) {
        transactions.run(workspace, transaction -> transaction
                .handle()
                .createUpdate("UPDATE savepoint SET executor = :executor WHERE id = :id")
                .bind("id", id)
                .bind("executor", executor)
                .execute());
    }

    /** All of it is there; whether it was still wanted. */
    boolean complete(WorkspaceId workspace, String id, Contents contents, Instant now) {
        List<HeldNode> nodes = contents.nodes().stream()
                .map(held -> new HeldNode(held.nodeId(), held.states(), held.rows(), held.bytes()))
                .toList();
        return transactions.in(workspace, transaction -> transaction
                        .handle()
                        .createUpdate("""
                                UPDATE savepoint SET phase = 'complete', pipeline_id = COALESCE(NULLIF(pipeline_id, ''), :pipeline), checkpoint = :checkpoint,
                                    taken_at = :taken, parallelism = :parallelism, bytes = :bytes, nodes = :nodes,
                                    document = :document, plan = :plan, completed_at = :now
                                WHERE id = :id AND phase IN ('writing', 'receiving')""")
                        .bind("id", id)
                        .bind("pipeline", contents.pipeline())
                        .bind("checkpoint", contents.checkpoint())
                        .bind(
                                "taken",
                                Instant.EPOCH
                                        .plus(contents.takenMicros(), ChronoUnit.MICROS)
                                        .atOffset(ZoneOffset.UTC))
                        .bind("parallelism", contents.parallelism())
                        .bind("bytes", contents.bytes())
                        .bind("nodes", text(nodes))
                        .bind("document", contents.document())
                        .bind("plan", OperatorPlanCodec.encode(contents.plan()))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .execute())
                == 1;
    }

    /**
     * It does not come about.
     *
     * @param to {@link Phase#FAILED} where nothing of it is there
     */
    boolean fail(WorkspaceId workspace, String id, Phase to, RunError reason, Instant now) {
        return transactions.in(workspace, transaction -> transaction
                        .handle()
                        .createUpdate("""
                                UPDATE savepoint SET phase = :phase, reason = :reason, completed_at = :now
                                WHERE id = :id AND phase IN ('checkpoint', 'writing', 'receiving')""")
                        .bind("id", id)
                        .bind("phase", text(to))
                        .bind("reason", JobStateText.writeError(reason))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .execute())
                == 1;
    }

    /** Nothing of one that has failed is there any more; that is looked at once more later. */
    void tidied(WorkspaceId workspace, String id) {
        transactions.run(workspace, transaction -> {
            leaveFiles(transaction.handle(), workspace, id);
            transaction
                    .handle()
                    .createUpdate("UPDATE savepoint SET phase = 'failed' WHERE id = :id AND phase = 'failing'")
                    .bind("id", id)
                    .execute();
        });
    }

    /** It is not wanted any more. */
    void deleting(WorkspaceId workspace, String id) {
        transactions.run(workspace, transaction -> transaction
                .handle()
                .createUpdate("UPDATE savepoint SET phase = 'deleting' WHERE id = :id")
                .bind("id", id)
                .execute());
    }

    /** Nothing of it is there any more; that is looked at once more later. */
    void gone(WorkspaceId workspace, String id) {
        transactions.run(workspace, transaction -> {
            Handle handle = transaction.handle();
            handle.createQuery("SELECT restored FROM savepoint WHERE id = :id AND restored IS NOT NULL")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .ifPresent(manifest -> leave(handle, workspace, manifest));
            leaveFiles(handle, workspace, id);
            handle.createUpdate("DELETE FROM savepoint WHERE id = :id AND phase = 'deleting'")
                    .bind("id", id)
                    .execute();
        });
    }

    /** A checkpoint was made of it; whether it still can be begun at. */
    boolean restored(WorkspaceId workspace, String id, String manifest) {
        return transactions.in(workspace, transaction -> {
            Optional<Optional<String>> before = transaction
                    .handle()
                    .createQuery("SELECT restored FROM savepoint WHERE id = :id AND phase = 'complete' FOR UPDATE")
                    .bind("id", id)
                    .map((row, _) -> Optional.ofNullable(row.getString("restored")))
                    .findOne();
            if (before.isEmpty()) {
                return false;
            }
            before.get()
                    .filter(other -> !other.equals(manifest))
                    .ifPresent(other -> leave(transaction.handle(), workspace, other));
            Leftovers.remove(
                    transaction.handle(), SavepointOrder.restored(manifest).value());
            transaction
                    .handle()
                    .createUpdate("UPDATE savepoint SET restored = :manifest WHERE id = :id")
                    .bind("id", id)
                    .bind("manifest", manifest)
                    .execute();
            return true;
        });
    }

    private static void leave(Handle handle, WorkspaceId workspace, String manifest) {
        Leftovers.add(handle, workspace, SavepointOrder.restored(manifest).value(), Leftovers.LOOKED_FOR_AGAIN);
    }

    private static void leaveFiles(Handle handle, WorkspaceId workspace, String id) {
        Leftovers.add(handle, workspace, folder(id), Leftovers.LOOKED_FOR_AGAIN);
    }

    /** Where the files of a savepoint are in the checkpoint storage. */
    static String folder(String id) {
        return "savepoints/" + id;
    }

    /**
     * It is not wanted any more, unless a deployment starts from it: whoever stores one that does holds the row until that is there.
     *
     * @return the deployments that would begin at it if they were started now, as they have no checkpoint of their own yet; empty
     *     when it was deleted
     */
    List<String> delete(WorkspaceId workspace, String id) {
        return transactions.in(workspace, transaction -> {
            transaction
                    .handle()
                    .createQuery("SELECT id FROM savepoint WHERE id = :id FOR UPDATE")
                    .bind("id", id)
                    .mapTo(String.class)
                    .list();
            List<String> starting = starting(transaction.handle(), id);
            if (starting.isEmpty()) {
                transaction
                        .handle()
                        .createUpdate("UPDATE savepoint SET phase = 'deleting' WHERE id = :id")
                        .bind("id", id)
                        .execute();
            }
            return starting;
        });
    }

    /** Deployments of before began at the checkpoint itself. */
    private static List<String> starting(Handle handle, String savepoint) {
        return handle.createQuery("""
                        SELECT id FROM deployment
                        WHERE ended_at IS NULL AND start_from = 'checkpoint'
                          AND (start_checkpoint::jsonb ->> 'savepoint' = :savepoint
                              OR start_checkpoint::jsonb ->> 'deployment' = 'savepoint-' || :savepoint)
                          AND NOT EXISTS (
                              SELECT 1 FROM checkpoint
                              WHERE checkpoint.workspace_id = deployment.workspace_id
                                AND checkpoint.deployment_id = deployment.id AND checkpoint.status <> 'failed')
                        ORDER BY created_at""")
                .bind("savepoint", savepoint)
                .mapTo(String.class)
                .list();
    }

    /** What ran when it was taken; it has to be complete. */
    Planned planned(WorkspaceId workspace, String id) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("SELECT document, plan FROM savepoint WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Planned(
                        document(row.getString("document")), OperatorPlanCodec.decode(row.getBytes("plan"))))
                .one());
    }

    private static PipelineDocument document(String text) {
        return DocumentReader.load(text)
                .document()
                .orElseThrow(() -> new IllegalStateException("The document of a savepoint cannot be read any more"));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String text(List<HeldNode> nodes) {
        try {
            return json.writeValueAsString(nodes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Nodes cannot be written as JSON", e);
        }
    }

    private List<HeldNode> nodes(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        try {
            return json.readValue(text, NODES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Nodes of a savepoint cannot be read", e);
        }
    }

    private SavepointRow row(ResultSet row) throws SQLException {
        return new SavepointRow(
                row.getString("id"),
                row.getString("name"),
                row.getString("pipeline_id"),
                Optional.ofNullable(row.getObject("revision", Integer.class)),
                Optional.ofNullable(row.getString("deployment_id")),
                row.getBoolean("stop"),
                row.getBoolean("uploaded"),
                Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                row.getLong("after_checkpoint"),
                Optional.ofNullable(row.getObject("checkpoint", Long.class)),
                Optional.ofNullable(row.getString("manifest")),
                Optional.ofNullable(row.getString("reason")).map(JobStateText::readError),
                Optional.ofNullable(row.getObject("taken_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject("parallelism", Integer.class)),
                Optional.ofNullable(row.getObject("bytes", Long.class)),
                nodes(row.getString("nodes")),
                Optional.ofNullable(row.getString("restored")),
                Optional.ofNullable(row.getString("executor")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new User(new UserId(row.getObject("created_by", UUID.class)), row.getString("author")),
                Optional.ofNullable(row.getObject("completed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
