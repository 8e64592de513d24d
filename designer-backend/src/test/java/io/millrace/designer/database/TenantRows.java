package io.millrace.designer.database;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A row for every table that workspaces share, in an order that foreign keys allow. A new table gets a line here. */
final class TenantRows {

    private static final String HASH = "repeat('0', 64)";

    private static final Map<String, String> INSERTS = new LinkedHashMap<>();

    static {
        add("member", "user_id, role", ":user, 'admin'");
        add("environment", "name", "'wall'");
        add("pipeline", "id, created_at, created_by", "'wall', now(), :user");
        add(
                "draft",
                "pipeline_id, version, document, name, description, nodes, changed_at",
                "'wall', 1, '{}', 'Wall', '', 0, now()");
        add(
                "draft_edit",
                "pipeline_id, version, client_edit_id, author_id, edits, made_at",
                "'wall', 1, 'first', :user, '[]', now()");
        add(
                "revision",
                "pipeline_id, number, parents, message, author_id, created_at, draft_version, document, content_hash,"
                        + " plan_hash",
                "'wall', 1, '{}', 'The first', :user, now(), 1, '{}', " + HASH + ", " + HASH);
        add("reported_catalogue", "catalogue, version, reported_at", "'{}', '1', now()");
        add("join_token", "id, secret_hash, created_at", "'wall-' || :workspace, '\\x00', now()");
        add(
                "deployment",
                "id, pipeline_id, revision, environment, parallelism, parameters, start_from, plan, created_at,"
                        + " created_by, desired, phase, ended_at",
                "'wall', 'wall', 1, 'wall', 1, '{}', 'beginning', '\\x00', now(), :user, 'run', 'finished', now()");
        add("job_log_owner", "epoch, owner", "1, 'the test'");
        add(
                "job_event",
                "deployment_id, number, owner_epoch, wall_time, desired, phase, state",
                "'wall', 1, 1, now(), 'run', 'created', '{}'");
        add(
                "checkpoint",
                "deployment_id, number, attempt, status, manifest, prepared, started_at, duration_ms, bytes_written,"
                        + " state_bytes, align_micros, stall_micros, executor_micros",
                "'wall', 1, 1, 'completed', 'wall/1/1/manifest', '{}', now(), 1, 1, 1, 1, 1, 1");
        add(
                "savepoint",
                "id, name, pipeline_id, stop, uploaded, phase, created_at, created_by",
                "'wall', 'Wall', 'wall', false, false, 'checkpoint', now(), :user");
        add("leftover", "folder, due_at", "'wall', now()");
        add(
                "metric_point",
                "deployment_id, node, step_seconds, at, rows_in, rows_out, rows_failed, rows_late, bytes, busy, blocked,"
                        + " idle",
                "'wall', 'source', 1, now(), 1, 1, 0, 0, 1, 0, 0, 1");
        add(
                "idempotency_key",
                "user_id, key, request_hash, status, body, created_at",
                ":user, 'wall', '\\x00', 200, '', now()");
        add("lease", "name, holder, expires_at", "'wall', 'the test', now()");
    }

    private TenantRows() {}

    private static void add(String table, String columns, String values) {
        INSERTS.put(
                table, "INSERT INTO " + table + " (workspace_id, " + columns + ") VALUES (:workspace, " + values + ")");
    }

    /** The tables that rows are known for. */
    static Iterable<String> tables() {
        return INSERTS.keySet();
    }

    /** Writes a row into each table. */
    static void write(Handle handle, WorkspaceId workspace, UserId user) {
        tables().forEach(table -> write(handle, table, workspace, user));
    }

    /** Writes a row into one. */
    static void write(Handle handle, String table, WorkspaceId workspace, UserId user) {
        handle.createUpdate(INSERTS.get(table))
                .bind("workspace", workspace.value())
                .bind("user", user.value())
                .execute();
    }
}
