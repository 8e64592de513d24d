package io.millrace.coordinator.state;

import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonBoolean;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.text.JsonText;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * States and errors as JSON text, for the rows of a job log. A later version reads what an earlier one wrote: members may
 * be added with a default, and keep their meaning.
 */
public final class JobStateText {

    private JobStateText() {}

    /** The state as one line of JSON. */
    public static String write(JobState state) {
        return CanonicalJson.print(json(state));
    }

    /**
     * The state that was written.
     *
     * @throws IllegalArgumentException if this text was not written by this version or an earlier one
     */
    public static JobState read(String text) {
        return state(object(JsonText.require(text)));
    }

    /** The error as one line of JSON. */
    public static String writeError(RunError error) {
        return CanonicalJson.print(json(error));
    }

    /**
     * The error that was written.
     *
     * @throws IllegalArgumentException if this text was not written by this version or an earlier one
     */
    public static RunError readError(String text) {
        return error(object(JsonText.require(text)));
    }

    /** Prepared output as one line of JSON. */
    public static String writePrepared(Prepared prepared) {
        return CanonicalJson.print(json(prepared));
    }

    /**
     * The prepared output that was written.
     *
     * @throws IllegalArgumentException if this text was not written by this version or an earlier one
     */
    public static Prepared readPrepared(String text) {
        return prepared(object(JsonText.require(text)));
    }

    private static JsonObject json(JobState state) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("phase", new JsonString(state.phase().name().toLowerCase(Locale.ROOT)));
        if (state.attempt() > 0) {
            members.put("attempt", number(state.attempt()));
        }
        switch (state) {
            case Created _, Finished _ -> {}
            case Scheduling scheduling -> put(members, scheduling.restarts());
            case Deploying(long _, Placement placement, Restarts restarts, Optional<Origin> origin) -> {
                members.put("placement", json(placement));
                put(members, restarts);
                origin.ifPresent(from -> members.put("origin", json(from)));
            }
            case Running(long _, Placement placement, Restarts restarts) -> {
                members.put("placement", json(placement));
                put(members, restarts);
            }
            case Rescaling(long _, Placement placement, Restarts restarts) -> {
                members.put("placement", json(placement));
                put(members, restarts);
            }
            case Suspending(long _, Placement placement, long after) -> {
                members.put("placement", json(placement));
                members.put("after", number(after));
            }
            case Stopping stopping -> members.put("placement", json(stopping.placement()));
            case Committing committing -> {
                members.put("host", new JsonString(committing.host().value()));
                members.put("prepared", json(committing.prepared()));
                if (!committing.left().isEmpty()) {
                    members.put("left", json(committing.left()));
                }
                members.put("outcome", json(committing.outcome()));
                members.put("failures", number(committing.failures()));
            }
            case Restarting(long _, Placement placement, int restarts, int failures, RunError reason) -> {
                members.put("placement", json(placement));
                members.put("restarts", number(restarts));
                members.put("ownFailures", number(failures));
                members.put("error", json(reason));
            }
            case Cancelling(long _, Placement placement, JobState outcome) -> {
                members.put("placement", json(placement));
                members.put("outcome", json(outcome));
            }
            case Aborting aborting -> {
                members.put("host", new JsonString(aborting.host().value()));
                members.put("prepared", json(aborting.prepared()));
                members.put("outcome", json(aborting.outcome()));
            }
            case Stopped(Optional<RunError> note) -> note.ifPresent(error -> members.put("error", json(error)));
            case Failed(RunError error) -> members.put("error", json(error));
        }
        return new JsonObject(members);
    }

    private static JobState state(JsonObject json) {
        Phase phase = Phase.valueOf(text(json, "phase").toUpperCase(Locale.ROOT));
        return switch (phase) {
            case CREATED -> new Created();
            case SCHEDULING -> new Scheduling(number(json, "attempt"), restarts(json));
            case DEPLOYING ->
                new Deploying(
                        number(json, "attempt"),
                        placement(json),
                        restarts(json),
                        json.get("origin").map(from -> origin(object(from))));
            case RUNNING -> new Running(number(json, "attempt"), placement(json), restarts(json));
            case SUSPENDING -> new Suspending(number(json, "attempt"), placement(json), number(json, "after"));
            case STOPPING -> new Stopping(number(json, "attempt"), placement(json));
            case COMMITTING ->
                new Committing(
                        number(json, "attempt"),
                        new ExecutorId(text(json, "host")),
                        prepared(json, "prepared"),
                        json.get("left").isPresent() ? prepared(json, "left") : Prepared.NOTHING,
                        outcome(json),
                        (int) number(json, "failures"));
            case RESCALING -> new Rescaling(number(json, "attempt"), placement(json), restarts(json));
            case RESTARTING ->
                new Restarting(
                        number(json, "attempt"),
                        placement(json),
                        (int) number(json, "restarts"),
                        failures(json),
                        error(object(member(json, "error"))));
            case CANCELLING -> new Cancelling(number(json, "attempt"), placement(json), outcome(json));
            case ABORTING ->
                new Aborting(
                        number(json, "attempt"),
                        new ExecutorId(text(json, "host")),
                        prepared(json, "prepared"),
                        outcome(json));
            case FINISHED -> new Finished();
            case STOPPED -> new Stopped(json.get("error").map(error -> error(object(error))));
            case FAILED -> new Failed(error(object(member(json, "error"))));
        };
    }

    private static JobState outcome(JsonObject state) {
        // What the first version wrote of a commit.
        Optional<String> end = state.text("end");
        return end.isPresent()
                ? state(JsonObject.of("phase", new JsonString(end.get())))
                : state(object(member(state, "outcome")));
    }

    private static JsonObject json(Origin origin) {
        JsonObject json =
                JsonObject.of("checkpoint", number(origin.checkpoint()), "takenMicros", number(origin.takenMicros()));
        return origin.deployment()
                .map(of -> json.with("deployment", new JsonString(of.value())))
                .orElse(json);
    }

    private static Origin origin(JsonObject json) {
        return new Origin(
                number(json, "checkpoint"),
                number(json, "takenMicros"),
                json.text("deployment").map(DeploymentId::new));
    }

    private static void put(Map<String, Json> members, Restarts restarts) {
        members.put("restarts", number(restarts.inARow()));
        members.put("ownFailures", number(restarts.failures()));
        restarts.cause().ifPresent(cause -> members.put("cause", json(cause)));
    }

    private static Restarts restarts(JsonObject state) {
        return new Restarts(
                (int) number(state, "restarts"),
                failures(state),
                state.get("cause").map(cause -> error(object(cause))));
    }

    /** Earlier versions took every restart for a failure of the job itself. */
    private static int failures(JsonObject state) {
        return (int) number(state, state.get("ownFailures").isPresent() ? "ownFailures" : "restarts");
    }

    private static JsonObject json(RunError error) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("domain", new JsonString(error.domain().name().toLowerCase(Locale.ROOT)));
        members.put("code", new JsonString(error.code()));
        error.nodeId().ifPresent(node -> members.put("nodeId", new JsonString(node)));
        members.put("message", new JsonString(error.message()));
        error.position().ifPresent(position -> members.put("position", new JsonString(position)));
        members.put("retryable", error.retryable() ? JsonBoolean.TRUE : JsonBoolean.FALSE);
        return new JsonObject(members);
    }

    private static RunError error(JsonObject json) {
        return new RunError(
                ErrorDomain.valueOf(text(json, "domain").toUpperCase(Locale.ROOT)),
                text(json, "code"),
                json.text("nodeId"),
                text(json, "message"),
                json.text("position"),
                member(json, "retryable") == JsonBoolean.TRUE);
    }

    private static JsonObject json(Placement placement) {
        Map<String, Json> tasks = new LinkedHashMap<>();
        placement.tasks().forEach((task, executor) -> tasks.put(task.toString(), new JsonString(executor.value())));
        return JsonObject.of("host", new JsonString(placement.host().value()), "tasks", new JsonObject(tasks));
    }

    private static Placement placement(JsonObject state) {
        JsonObject json = object(member(state, "placement"));
        JsonObject named = object(member(json, "tasks"));
        SortedMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        for (String name : named.members().keySet()) {
            int slash = name.indexOf('/');
            if (slash < 0) {
                throw unreadable("'" + name + "' is no task", json);
            }
            tasks.put(
                    new TaskId(Integer.parseInt(name.substring(0, slash)), Integer.parseInt(name.substring(slash + 1))),
                    new ExecutorId(text(named, name)));
        }
        return new Placement(new ExecutorId(text(json, "host")), tasks);
    }

    private static JsonObject json(Prepared prepared) {
        Map<String, Json> operators = new LinkedHashMap<>();
        prepared.byOperator()
                .forEach((operator, committables) -> operators.put(
                        operator.toString(),
                        new JsonArray(
                                committables.stream().<Json>map(JsonString::new).toList())));
        return new JsonObject(operators);
    }

    private static Prepared prepared(JsonObject state, String key) {
        return prepared(object(member(state, key)));
    }

    private static Prepared prepared(JsonObject json) {
        SortedMap<Integer, List<String>> operators = new TreeMap<>();
        json.members()
                .forEach((operator, committables) -> operators.put(
                        Integer.valueOf(operator),
                        committables instanceof JsonArray(List<Json> elements)
                                ? elements.stream().map(JobStateText::text).toList()
                                : List.of(text(committables))));
        return new Prepared(operators);
    }

    private static JsonNumber number(long value) {
        return new JsonNumber(BigDecimal.valueOf(value));
    }

    private static long number(JsonObject json, String key) {
        if (member(json, key) instanceof JsonNumber number && number.isWhole()) {
            return number.value().longValueExact();
        }
        throw unreadable("'" + key + "' is no whole number", json);
    }

    private static String text(JsonObject json, String key) {
        return text(member(json, key));
    }

    private static String text(Json json) {
        if (json instanceof JsonString(String value)) {
            return value;
        }
        throw unreadable("this is no text", json);
    }

    private static Json member(JsonObject json, String key) {
        return json.get(key).orElseThrow(() -> unreadable("'" + key + "' is missing", json));
    }

    private static JsonObject object(Json json) {
        if (json instanceof JsonObject object) {
            return object;
        }
        throw unreadable("this is no object", json);
    }

    private static IllegalArgumentException unreadable(String why, Json json) {
        return new IllegalArgumentException("Not a job state of this or an earlier version, as " + why + ": " + json);
    }
}
