package io.millrace.plan.explain;

import io.millrace.model.document.Endpoint;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.PlanEdge;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** An explanation as JSON. The keys are a promise to those who read it; docs/explain.md says what is under them. */
final class ExplanationJson {

    private ExplanationJson() {}

    static Json of(Explanation explanation) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", Json.of(explanation.id()));
        members.put("name", Json.of(explanation.name()));
        members.put("nodes", list(explanation.nodes(), ExplanationJson::node));
        members.put("guarantees", list(explanation.guarantees(), ExplanationJson::guarantee));
        members.put("edges", list(explanation.edges(), ExplanationJson::edge));
        members.put("letters", list(explanation.letters(), ExplanationJson::letters));
        members.put("drawn", list(explanation.drawn(), ExplanationJson::operator));
        members.put("rewrites", list(explanation.rewrites(), ExplanationJson::rewrite));
        members.put("logical", list(explanation.logical(), ExplanationJson::operator));
        members.put("operatorPlan", operatorPlan(explanation.operators()));
        return object(members);
    }

    private static Json letters(ExplainedLetters letters) {
        return rows(letters.rows()).with("from", names(letters.from())).with("to", Json.of(letters.to()));
    }

    private static JsonObject object(Map<String, Json> members) {
        return new JsonObject(members);
    }

    private static <T> JsonArray list(Collection<T> elements, Function<T, Json> json) {
        return new JsonArray(elements.stream().map(json).toList());
    }

    private static Json node(ExplainedNode node) {
        return object(Map.of(
                "id", Json.of(node.id()),
                "name", Json.of(node.name()),
                "type", Json.of(node.type()),
                "runs", Json.of(node.runs()),
                "expressions",
                        list(node.expressions(), field -> expression(field.expression())
                                .with("field", Json.of(field.field())))));
    }

    private static Json guarantee(ExplainedGuarantee at) {
        return JsonObject.of("node", Json.of(at.node()), "level", Json.of(at.level()), "why", Json.of(at.why()));
    }

    private static JsonObject expression(ExplainedExpression expression) {
        return JsonObject.of(
                "sql",
                Json.of(expression.sql()),
                "type",
                Json.of(expression.type().toString()));
    }

    private static Json edge(ExplainedEdge edge) {
        return rows(edge.rows())
                .with("from", endpoint(edge.from()))
                .with("to", endpoint(edge.to()))
                .with("bounded", Json.of(edge.isBounded()));
    }

    private static Json endpoint(Endpoint endpoint) {
        return JsonObject.of(
                "node",
                Json.of(endpoint.node().value()),
                "port",
                Json.of(endpoint.port().value()));
    }

    private static JsonObject rows(EdgeSchema rows) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(
                "columns",
                list(
                        rows.schema().columns(),
                        column -> JsonObject.of(
                                "name",
                                Json.of(column.name()),
                                "type",
                                Json.of(column.type().toString()))));
        rows.eventTime().ifPresent(column -> members.put("eventTime", Json.of(column)));
        members.put("keys", list(rows.keys(), ExplanationJson::names));
        members.put("changeMode", Json.of(rows.changeMode().kind().name().toLowerCase(Locale.ROOT)));
        members.put("changeKey", names(rows.changeMode().key()));
        return object(members);
    }

    private static JsonArray names(List<String> names) {
        return list(names, Json::of);
    }

    private static JsonArray numbers(List<Integer> numbers) {
        return list(numbers, number -> Json.of(number));
    }

    private static Json operator(ExplainedOperator operator) {
        Map<String, Json> expressions = new LinkedHashMap<>();
        operator.expressions()
                .forEach((name, trees) -> expressions.put(name, list(trees, ExplanationJson::expression)));
        return inWords(operator)
                .with("inputs", list(operator.inputs(), ExplanationJson::input))
                .with("outputs", list(operator.outputs(), output -> rows(output.rows())
                        .with("name", Json.of(output.name()))))
                .with("config", operator.config())
                .with("expressions", object(expressions));
    }

    private static JsonObject inWords(ExplainedOperator operator) {
        return object(Map.of(
                "id", Json.of(operator.id()),
                "type", Json.of(operator.type()),
                "nodes", names(operator.nodes()),
                "facts",
                        list(
                                operator.facts(),
                                fact -> JsonObject.of("label", Json.of(fact.label()), "lines", names(fact.lines())))));
    }

    private static Json input(ExplainedOperator.Input input) {
        return JsonObject.of(
                "name",
                Json.of(input.name()),
                "from",
                list(
                        input.from(),
                        from -> JsonObject.of("operator", Json.of(from.operator()), "output", Json.of(from.output()))));
    }

    private static Json rewrite(ExplainedRewrite rewrite) {
        return object(Map.of(
                "name", Json.of(rewrite.name()),
                "what", Json.of(rewrite.what()),
                "before", list(rewrite.before(), ExplanationJson::inWords),
                "after", list(rewrite.after(), ExplanationJson::inWords)));
    }

    private static Json operatorPlan(ExplainedOperatorPlan plan) {
        return object(Map.of(
                "timeZone", Json.of(plan.timeZone().getId()),
                "operators", list(plan.operators(), ExplanationJson::operator),
                "fragments", list(plan.fragments(), ExplanationJson::fragment),
                "edges", list(plan.edges(), ExplanationJson::exchange),
                "policies", list(plan.policies(), ExplanationJson::policy)));
    }

    private static Json fragment(Fragment fragment) {
        return object(Map.of(
                "id", Json.of(fragment.id()),
                "parallelism", Json.of(fragment.parallelism()),
                "blocking", Json.of(fragment.blocking()),
                "operators", numbers(fragment.operators())));
    }

    private static Json exchange(PlanEdge edge) {
        JsonObject json = object(Map.of(
                "from", Json.of(edge.from()),
                "output", Json.of(edge.fromPort()),
                "to", Json.of(edge.to()),
                "input", Json.of(edge.toPort())));
        return switch (edge.distribution()) {
            case Distribution.Local _ -> json.with("distribution", Json.of("local"));
            case Distribution.Forward _ -> json.with("distribution", Json.of("forward"));
            case Distribution.Hash(List<Integer> columns) ->
                json.with("distribution", Json.of("hash")).with("columns", numbers(columns));
            case Distribution.Broadcast _ -> json.with("distribution", Json.of("broadcast"));
            case Distribution.Rebalance _ -> json.with("distribution", Json.of("rebalance"));
        };
    }

    private static Json policy(NodePolicy policy) {
        JsonObject json = JsonObject.of(
                "node",
                Json.of(policy.nodeId()),
                "action",
                Json.of(
                        switch (policy.action()) {
                            case FAIL -> "fail";
                            case SKIP -> "skip";
                            case DEAD_LETTER -> "deadLetter";
                        }));
        boolean hasLimit = policy.action() != NodePolicy.Action.FAIL && policy.limit() != Long.MAX_VALUE;
        JsonObject limited = hasLimit ? json.with("limit", Json.of(policy.limit())) : json;
        return policy.to().map(sink -> limited.with("to", Json.of(sink))).orElse(limited);
    }
}
