package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.engine.operators.OperatorRegistry;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalcTest {

    private static final Schema IN = schema("k STRING", "v BIGINT");
    private static final Expr K = column(0);
    private static final Expr V = column(1);

    private final List<Json> stages = new ArrayList<>();
    private final Map<String, List<Expr>> trees = new LinkedHashMap<>();

    private static Expr column(int index) {
        return new ColumnRef(index, IN.column(index).name(), IN.type(index));
    }

    private static Expr call(String function, Expr... args) {
        return FunctionRegistry.resolve(function, List.of(args)).orThrow();
    }

    private CalcTest stage(String kind, Expr... expressions) {
        trees.put("stage" + stages.size(), List.of(expressions));
        List<Json> names = new ArrayList<>();
        List<Json> columns = new ArrayList<>();
        for (int i = 0; i < expressions.length; i++) {
            names.add(Json.of("o" + i));
            columns.add(JsonObject.of(
                    "name",
                    Json.of("o" + i),
                    "type",
                    Json.of(expressions[i].type().toString())));
        }
        stages.add(JsonObject.of("node", Json.of("node"), "kind", Json.of(kind), "branches", new JsonArray(names))
                .with("columns", new JsonArray(columns)));
        return this;
    }

    private NodeTest to(Schema output, int outputs) {
        PhysicalOperator operator = new PhysicalOperator(
                0,
                "calc",
                List.of("node"),
                List.of(EdgeSchema.append(IN)),
                Collections.nCopies(outputs, EdgeSchema.append(output)),
                JsonObject.of("stages", new JsonArray(stages)),
                trees);
        return NodeTest.of(
                OperatorRegistry.factory(operator, ZoneOffset.UTC), List.of(IN), Collections.nCopies(outputs, output));
    }

    @Test
    void filterAndProjectionWorkRowByRowWhateverTheBatches() {
        NodeOutput out = stage("filter", call(">", V, Literal.of(1)))
                .stage("project", call("UPPER", K), call("*", V, Literal.of(10)), Literal.of("x"))
                .to(schema("k STRING", "v BIGINT", "x STRING NOT NULL"), 1)
                .row(0, "a", 1L)
                .row(0, "b", 2L)
                .watermark(0, 10)
                .row(0, null, 3L)
                .row(0, "d", null)
                .row(0, "é", 4L)
                .endOfInput(0)
                .run();

        assertThat(out.all(0))
                .containsExactly(
                        "+I B, 20, x",
                        "Watermark[micros=10]",
                        "+I NULL, 30, x",
                        "+I É, 40, x",
                        "Watermark[micros=9223372036854775807]",
                        "End[]");
    }

    @Test
    void aRowThatFailsIsReportedAndTheOthersGoOn() {
        NodeOutput out = stage("project", K, call("/", Literal.of(12), V))
                .to(schema("k STRING", "q BIGINT"), 1)
                .skippingErrors(2)
                .row(0, "a", 3L)
                .row(0, "b", 0L)
                .row(0, "c", 4L)
                .row(0, "d", 0L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 4", "+I c, 3");
        assertThat(out.errors()).hasSize(2).first().satisfies(error -> assertThat(error.message())
                .contains("division by zero", "NULLIF(v, 0)"));
    }

    @Test
    void eachRowTakesTheFirstWayThatIsTrue() {
        NodeOutput out = stage("route", call(">", V, Literal.of(10)), call("=", K, Literal.of("a")))
                .to(IN, 3)
                .row(0, "a", 11L)
                .row(0, "a", 1L)
                .row(0, null, null)
                .row(0, "b", 2L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 11");
        assertThat(out.rows(1)).containsExactly("+I a, 1");
        assertThat(out.rows(2)).containsExactly("+I NULL, NULL", "+I b, 2");
        assertThat(out.signals(1)).isEqualTo(out.signals(0)).isEqualTo(out.signals(2));
    }

    @Test
    void aFilterThatSplitsAnUpdateMakesDeleteOrInsertOfIt() {
        NodeOutput out = stage("filter", call(">", V, Literal.of(5)))
                .to(IN, 1)
                .row(0, "a", 6L)
                .change(0, Change.UPDATE_BEFORE, "a", 6L)
                .change(0, Change.UPDATE_AFTER, "a", 7L)
                .change(0, Change.UPDATE_BEFORE, "a", 7L)
                .change(0, Change.UPDATE_AFTER, "a", 1L)
                .change(0, Change.UPDATE_BEFORE, "a", 1L)
                .change(0, Change.UPDATE_AFTER, "a", 8L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 6", "-U a, 6", "+U a, 7", "-D a, 7", "+I a, 8");
    }

    @Test
    void anUpdateTravelsTogetherWhenItsColumnsAreComputed() {
        NodeOutput out = stage("project", call("||", K, Literal.of("!")))
                .to(schema("k STRING"), 1)
                .row(0, "a", 6L)
                .change(0, Change.UPDATE_BEFORE, "a", 6L)
                .change(0, Change.UPDATE_AFTER, "b", 6L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a!", "-U a!", "+U b!");
    }
}
