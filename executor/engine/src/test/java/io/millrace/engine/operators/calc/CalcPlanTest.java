package io.millrace.engine.operators.calc;

import static io.millrace.engine.operators.calc.CalcFixture.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plan is read as the planner writes it, and a broken one is refused before any task starts. */
class CalcPlanTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");

    private final CalcFixture task = new CalcFixture("k INT NOT NULL", "v BIGINT");
    private final Expr k = task.column("k");
    private final Expr positive = call(">", k, Literal.of(0));

    @Test
    void stagesAreReadInOrder() {
        Schema output = CalcFixture.outputOf(CalcFixture.stage("b", Kind.PROJECT, k));

        CalcPlan plan = read(
                output,
                2,
                stages("a filter", "b project o0", "c route o0"),
                List.of(positive),
                List.of(k),
                List.of(positive));

        assertThat(plan.stages())
                .containsExactly(
                        new CalcStage("a", Kind.FILTER, List.of(positive)),
                        new CalcStage("b", Kind.PROJECT, List.of(k)),
                        new CalcStage("c", Kind.ROUTE, List.of(positive)));
        assertThat(plan.branches()).isEqualTo(2);
        assertThat(plan.zone().id()).isEqualTo(ZONE);
    }

    @Test
    void aStageSaysThatItHelpsTheOperatorBehindIt() {
        Json helper = JsonObject.of("node", Json.of("a"), "kind", Json.of("project"))
                .with("columns", columns("k"))
                .with("helper", Json.of(true));
        Schema output = CalcFixture.outputOf(CalcFixture.stage("a", Kind.PROJECT, k));

        CalcPlan plan = read(output, 1, new JsonArray(List.of(helper)), List.of(k));

        assertThat(plan.stages())
                .containsExactly(new CalcStage("a", Kind.PROJECT, List.of(k), List.of("k"), true, CalcCounts.NOTHING));
    }

    @Test
    void aRouteEndsTheChain() {
        refused(
                "a route is followed by another stage (node a)",
                1,
                stages("a route o0", "b filter"),
                List.of(positive),
                List.of(positive));
    }

    @Test
    void aFilterHasOneCondition() {
        refused("node a has 2 expressions", 1, stages("a filter"), List.of(positive, positive));
    }

    @Test
    void everyBranchHasAnOutputAndSoHasTheRest() {
        refused("2 outputs instead of 3", 2, stages("a route o0 o1"), List.of(positive, positive));
    }

    @Test
    void outputAndLastProjectionHaveTheSameColumns() {
        refused("1 columns are computed", 1, stages("a project o0"), List.of(k));
    }

    @Test
    void unknownKindsOfStagesAreNamed() {
        refused("not sort", 1, stages("a sort"), List.of(k));
    }

    @Test
    void missingExpressionsAreNamed() {
        refused("has no expressions stage1", 1, stages("a filter", "b filter"), List.of(positive));
    }

    @Test
    void aParameterWithoutValueCannotRun() {
        Expr parameter = new ParameterRef("limit", k.type());

        refused("Parameter limit has no value", 1, stages("a filter"), List.of(call(">", k, parameter)));
    }

    @SafeVarargs
    private void refused(String because, int outputs, JsonArray stages, List<Expr>... trees) {
        assertThatThrownBy(() -> read(task.schema, outputs, stages, trees))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    @SafeVarargs
    private CalcPlan read(Schema output, int outputs, JsonArray stages, List<Expr>... trees) {
        Map<String, List<Expr>> expressions = new java.util.HashMap<>();
        for (int i = 0; i < trees.length; i++) {
            expressions.put("stage" + i, trees[i]);
        }
        PhysicalOperator spec = new PhysicalOperator(
                7,
                "calc",
                List.of("a"),
                List.of(EdgeSchema.append(task.schema)),
                Collections.nCopies(outputs, EdgeSchema.append(output)),
                JsonObject.of("stages", stages),
                expressions);
        return CalcPlan.of(spec, EdgeSchema.append(task.schema), ZONE);
    }

    @Test
    void aStageSaysWhatElseItCounts() {
        Json moved = JsonObject.of("node", Json.of("a"), "kind", Json.of("filter"))
                .with(
                        "counts",
                        JsonObject.of("enters", JsonArray.of(Json.of("b"), Json.of("a")), "before", ports("b"))
                                .with("behind", ports())
                                .with("lost", ports()));

        CalcPlan plan = read(task.schema, 1, JsonArray.of(moved), List.of(positive));

        assertThat(plan.stages().getFirst().counts())
                .isEqualTo(new CalcCounts(
                        List.of("b", "a"), List.of(new CalcCounts.Port("b", "out")), List.of(), List.of()));
    }

    @Test
    void everyColumnHasAName() {
        refused("1 names for 2 expressions", 1, stages("a project o0"), List.of(k, k));
    }

    private static JsonArray ports(String... nodes) {
        return new JsonArray(Arrays.stream(nodes)
                .<Json>map(node -> JsonObject.of("node", Json.of(node), "port", Json.of("out")))
                .toList());
    }

    private static JsonArray columns(String... names) {
        return new JsonArray(Arrays.stream(names)
                .<Json>map(name -> JsonObject.of("name", Json.of(name), "type", Json.of("INT")))
                .toList());
    }

    /** Each spelled {@code node kind} and the names of what it makes. */
    private static JsonArray stages(String... stages) {
        return new JsonArray(Arrays.stream(stages)
                .map(stage -> stage.split(" "))
                .<Json>map(parts -> {
                    String[] names = Arrays.copyOfRange(parts, 2, parts.length);
                    return JsonObject.of("node", Json.of(parts[0]), "kind", Json.of(parts[1]))
                            .with("columns", columns(names))
                            .with(
                                    "branches",
                                    new JsonArray(Arrays.stream(names)
                                            .<Json>map(Json::of)
                                            .toList()));
                })
                .toList());
    }
}
