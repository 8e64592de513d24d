package io.millrace.plan.logical;

import io.millrace.expr.Expr;
import io.millrace.model.document.Endpoint;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages as the operator plan writes them; see docs/operator-plan.md. */
final class StagePlan {

    private StagePlan() {}

    static JsonArray config(List<Stage> stages) {
        return new JsonArray(stages.stream().map(StagePlan::config).toList());
    }

    private static Json config(Stage stage) {
        JsonObject common =
                withCounts(stage, JsonObject.of("node", Json.of(stage.node().value())));
        return switch (stage) {
            case Stage.Filter _ -> common.with("kind", Json.of("filter"));
            case Stage.Project project -> {
                JsonObject config = common.with("kind", Json.of("project")).with("columns", columns(project.columns()));
                yield project.isHelper() ? config.with("helper", Json.of(true)) : config;
            }
            case Stage.Route route ->
                common.with("kind", Json.of("route"))
                        .with(
                                "branches",
                                new JsonArray(route.branches().stream()
                                        .map(branch -> (Json) Json.of(branch.id()))
                                        .toList()));
        };
    }

    /** Says what a stage counts where that is not what its node as drawn would. */
    private static JsonObject withCounts(Stage stage, JsonObject config) {
        StageCounts counts = stage.counts();
        boolean isPlain = stage instanceof Stage.Project project && project.isHelper()
                ? counts.equals(StageCounts.NOTHING)
                : stage instanceof Stage.Route || counts.equals(StageCounts.of(stage.node()));
        if (isPlain) {
            return config;
        }
        List<Json> enters = counts.enters().stream()
                .<Json>map(node -> Json.of(node.value()))
                .toList();
        return config.with(
                "counts",
                JsonObject.of("enters", new JsonArray(enters), "before", ports(counts.before()))
                        .with("behind", ports(counts.behind()))
                        .with("lost", ports(counts.lost())));
    }

    private static JsonArray ports(List<Endpoint> ports) {
        return new JsonArray(ports.stream()
                .<Json>map(port -> JsonObject.of(
                        "node",
                        Json.of(port.node().value()),
                        "port",
                        Json.of(port.port().value())))
                .toList());
    }

    /** Columns as a list of {@code {name, type}}. */
    static JsonArray columns(List<Column> columns) {
        List<Json> list = new ArrayList<>();
        for (Column column : columns) {
            list.add(JsonObject.of(
                    "name",
                    Json.of(column.name()),
                    "type",
                    Json.of(column.type().toString())));
        }
        return new JsonArray(list);
    }

    static Map<String, List<Expr>> expressions(List<Stage> stages) {
        Map<String, List<Expr>> expressions = new LinkedHashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            expressions.put(
                    "stage" + i,
                    switch (stages.get(i)) {
                        case Stage.Filter filter -> List.of(filter.condition());
                        case Stage.Project project -> project.values();
                        case Stage.Route route ->
                            route.branches().stream()
                                    .map(Stage.Route.Branch::condition)
                                    .toList();
                    });
        }
        return expressions;
    }
}
