package io.millrace.designer.deployments.log;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.coordinator.state.JobStateText;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.text.JsonText;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.plan.OperatorPlanCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How deployments and events stand in columns. */
final class JobRows {

    private JobRows() {}

    /**
     * Columns {@code id, pipeline_id, environment, revision, parameters, start_checkpoint, plan, parallelism,
     * checkpoint_interval_ms}.
     */
    static Deployment deployment(ResultSet row) throws SQLException {
        return new Deployment(
                new DeploymentId(row.getString("id")),
                new Deployment.Target(row.getString("pipeline_id"), row.getString("environment")),
                row.getString("revision"),
                parameters(row.getString("parameters")),
                StartText.read(Optional.ofNullable(row.getString("start_checkpoint"))),
                OperatorPlanCodec.decode(row.getBytes("plan")),
                row.getInt("parallelism"),
                Optional.ofNullable(row.getObject("checkpoint_interval_ms", Long.class))
                        .map(Duration::ofMillis));
    }

    /** Columns of {@code job_event}, and {@code parallelism} of the deployment. */
    static JobEvent event(ResultSet row) throws SQLException {
        return new JobEvent(
                new DeploymentId(row.getString("deployment_id")),
                row.getLong("number"),
                row.getLong("owner_epoch"),
                micros(row.getObject("wall_time", OffsetDateTime.class)),
                Desired.valueOf(row.getString("desired").toUpperCase(Locale.ROOT)),
                parallelism(row),
                JobStateText.read(row.getString("state")),
                Optional.ofNullable(row.getString("reason")).map(JobStateText::readError));
    }

    private static Parallelism parallelism(ResultSet row) throws SQLException {
        Integer tasks = row.getObject("tasks", Integer.class);
        Integer wanted = row.getObject("wanted_tasks", Integer.class);
        return new Parallelism(
                tasks == null ? row.getInt("parallelism") : tasks,
                wanted == null
                        ? Optional.empty()
                        : Optional.of(new Parallelism.Wanted(wanted, row.getLong("wanted_since"))));
    }

    /** Columns of {@code checkpoint}. */
    static CheckpointRow checkpoint(ResultSet row) throws SQLException {
        return new CheckpointRow(
                new DeploymentId(row.getString("deployment_id")),
                row.getLong("number"),
                row.getLong("attempt"),
                CheckpointStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("manifest")),
                JobStateText.readPrepared(row.getString("prepared")),
                Optional.ofNullable(row.getString("error")).map(JobStateText::readError),
                micros(row.getObject("started_at", OffsetDateTime.class)),
                Duration.ofMillis(row.getLong("duration_ms")),
                new CheckpointFigures(
                        row.getLong("bytes_written"),
                        row.getLong("state_bytes"),
                        row.getLong("align_micros"),
                        row.getLong("stall_micros"),
                        row.getLong("executor_micros"),
                        NodeCheckpointText.read(row.getString("nodes"))));
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static long micros(OffsetDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    static String text(Map<String, String> parameters) {
        Map<String, Json> members = new LinkedHashMap<>();
        new TreeMap<>(parameters).forEach((name, value) -> members.put(name, new JsonString(value)));
        return CanonicalJson.print(new JsonObject(members));
    }

    static Map<String, String> parameters(String text) {
        Map<String, String> values = new TreeMap<>();
        if (JsonText.require(text) instanceof JsonObject json) {
            json.members().keySet().forEach(name -> json.text(name).ifPresent(value -> values.put(name, value)));
        }
        return values;
    }
}
