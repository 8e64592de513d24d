package io.millrace.designer.deployments.log;

import io.millrace.coordinator.Deployment.StartFrom;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.text.JsonText;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.job.Transfer.StateName;
import io.millrace.protocol.plan.PlanIdentity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The checkpoint or the savepoint that a deployment starts from, as JSON text. */
final class StartText {

    private static final String MANIFEST = "manifest";
    private static final String SAVEPOINT = "savepoint";

    private StartText() {}

    /** Empty for the beginning. */
    static Optional<String> write(StartFrom from) {
        return switch (from) {
            case StartFrom.Beginning _ -> Optional.empty();
            case StartFrom.Checkpoint checkpoint ->
                Optional.of(CanonicalJson.print(json(
                        MANIFEST,
                        checkpoint.manifest(),
                        checkpoint.number(),
                        checkpoint.takenMicros(),
                        checkpoint.transfer(),
                        checkpoint.consent())));
            case StartFrom.Savepoint savepoint ->
                Optional.of(CanonicalJson.print(json(
                        SAVEPOINT,
                        savepoint.savepoint(),
                        savepoint.number(),
                        savepoint.takenMicros(),
                        savepoint.transfer(),
                        savepoint.consent())));
        };
    }

    private static JsonObject json(
            String key, String where, long number, long takenMicros, Transfer transfer, Set<String> consent) {
        Map<String, Json> operators = new LinkedHashMap<>();
        transfer.operators().forEach((operator, origin) -> operators.put(operator.toString(), number(origin)));
        return JsonObject.of(
                        "deployment",
                        new JsonString(transfer.deployment().value()),
                        "number",
                        number(number),
                        key,
                        new JsonString(where))
                .with("takenMicros", number(takenMicros))
                .with("plan", new JsonString(transfer.plan().sha256()))
                .with("operators", new JsonObject(operators))
                .with(
                        "states",
                        new JsonArray(
                                transfer.states().stream().map(StartText::json).toList()))
                .with(
                        "consent",
                        new JsonArray(consent.stream()
                                .sorted()
                                .map(node -> (Json) new JsonString(node))
                                .toList()));
    }

    private static Json json(StateName state) {
        return JsonObject.of("node", new JsonString(state.nodeId()), "role", new JsonString(state.role()));
    }

    private static JsonNumber number(long value) {
        return new JsonNumber(BigDecimal.valueOf(value));
    }

    /** What {@link #write} wrote. */
    static StartFrom read(Optional<String> text) {
        return text.map(StartText::start).orElse(new StartFrom.Beginning());
    }

    private static StartFrom start(String text) {
        JsonObject json = object(JsonText.require(text));
        TreeMap<Integer, Integer> operators = new TreeMap<>();
        object(member(json, "operators"))
                .members()
                .forEach((operator, origin) -> operators.put(Integer.valueOf(operator), (int) number(origin)));
        TreeSet<StateName> states = new TreeSet<>();
        if (member(json, "states") instanceof JsonArray array) {
            array.elements().stream()
                    .map(StartText::object)
                    .forEach(state -> states.add(new StateName(text(state, "node"), text(state, "role"))));
        }
        long number = number(member(json, "number"));
        long takenMicros = number(member(json, "takenMicros"));
        Transfer transfer = new Transfer(
                new DeploymentId(text(json, "deployment")), new PlanIdentity(text(json, "plan")), operators, states);
        return json.text(SAVEPOINT)
                .<StartFrom>map(
                        savepoint -> new StartFrom.Savepoint(savepoint, number, takenMicros, transfer, consent(json)))
                .orElseGet(() ->
                        new StartFrom.Checkpoint(number, text(json, MANIFEST), takenMicros, transfer, consent(json)));
    }

    /** Of a deployment that an earlier version stored, nothing is known of it. */
    private static Set<String> consent(JsonObject json) {
        return json.get("consent").stream()
                .filter(JsonArray.class::isInstance)
                .flatMap(nodes -> ((JsonArray) nodes).elements().stream())
                .map(node -> node instanceof JsonString(String id) ? id : "")
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(JsonObject json, String key) {
        return json.text(key).orElseThrow(() -> unreadable(key));
    }

    private static Json member(JsonObject json, String key) {
        return json.get(key).orElseThrow(() -> unreadable(key));
    }

    private static JsonObject object(Json json) {
        if (json instanceof JsonObject object) {
            return object;
        }
        throw unreadable(json.toString());
    }

    private static long number(Json json) {
        if (json instanceof JsonNumber number && number.isWhole()) {
            return number.value().longValueExact();
        }
        throw unreadable(json.toString());
    }

    private static IllegalArgumentException unreadable(String what) {
        return new IllegalArgumentException("Not where a deployment of this or an earlier version starts: " + what);
    }
}
