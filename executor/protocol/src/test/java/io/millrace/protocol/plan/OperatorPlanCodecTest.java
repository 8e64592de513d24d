package io.millrace.protocol.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.function.Casts;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.v1.Expression;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OperatorPlanCodecTest {

    private static final ColumnRef DELAY = new ColumnRef(0, "delay", DataType.parse("INT"));

    @Test
    void aPlanComesBackAsItWas() {
        OperatorPlan plan = plan(call("AND", call(">", DELAY, Literal.of(15)), call("IS NULL", DELAY)));

        assertThat(OperatorPlanCodec.decode(OperatorPlanCodec.encode(plan))).isEqualTo(plan);
    }

    @Test
    void equalPlansHaveEqualBytes() {
        assertThat(OperatorPlanCodec.encode(plan(Literal.TRUE)))
                .isEqualTo(OperatorPlanCodec.encode(plan(Literal.TRUE)));
    }

    @Property
    void everyFormOfATreeComesBackAsItWas(@ForAll("trees") Expr tree) {
        assertThat(ExpressionCodec.decode(ExpressionCodec.encode(tree))).isEqualTo(tree);
    }

    @Provide
    Arbitrary<Expr> trees() {
        Arbitrary<Expr> conditions = Arbitraries.of(
                call(">", DELAY, Literal.of(15)),
                call("IN", DELAY, Literal.of(1), Literal.of(-2)),
                call("BETWEEN", DELAY, Literal.of(1), Literal.NULL),
                call("IS DISTINCT FROM", DELAY, Literal.of(3)),
                call("IS NULL", DELAY),
                Literal.TRUE,
                Literal.nullOf(DataType.parse("BOOLEAN")));
        return Arbitraries.recursive(
                () -> conditions,
                inner -> Arbitraries.oneOf(
                        inner.map(tree -> call("NOT", tree)),
                        inner.map(tree -> call("IS TRUE", tree)),
                        inner.map(tree -> call("IS FALSE", tree)),
                        inner.list().ofMinSize(2).ofMaxSize(4).map(trees -> call("OR", trees.toArray(Expr[]::new))),
                        inner.list().ofMinSize(2).ofMaxSize(4).map(trees -> call("AND", trees.toArray(Expr[]::new)))),
                0,
                6);
    }

    @Test
    void constantsOfEveryCarrierComeBackAsTheyWere() {
        List<Literal> literals = List.of(
                Literal.NULL,
                Literal.FALSE,
                Literal.of(Integer.MIN_VALUE),
                new Literal(Long.MIN_VALUE, DataType.parse("BIGINT NOT NULL")),
                new Literal(Float.NaN, DataType.parse("FLOAT NOT NULL")),
                new Literal(-0.0, DataType.parse("DOUBLE NOT NULL")),
                Literal.of("it's 😀\n"),
                new Literal(Decimal128.of(-1, 5), DataType.parse("DECIMAL(38, 3) NOT NULL")),
                new Literal(TimestampNanos.of(-1, 999_999), DataType.parse("TIMESTAMP(9) NOT NULL")),
                Literal.nullOf(DataType.parse("ROW<a INT NOT NULL, `b c` ARRAY<STRING>>")));

        for (Literal literal : literals) {
            assertThat(ExpressionCodec.decode(ExpressionCodec.encode(literal))).isEqualTo(literal);
        }
    }

    @Test
    void aTreeOfFiveHundredLevelsComesBackAsItWas() {
        Expr tree = DELAY;
        for (int i = 0; i < 500; i++) {
            tree = call("+", tree, Literal.of(1));
        }

        assertThat(ExpressionCodec.decode(ExpressionCodec.encode(tree))).isEqualTo(tree);
    }

    @Test
    void castsKeepWhetherTheyAreSafe() {
        Expr cast = Casts.cast(DELAY, DataType.parse("BIGINT").type(), false).orThrow();
        Expr safe = Casts.cast(DELAY, DataType.parse("TINYINT").type(), true).orThrow();

        assertThat(ExpressionCodec.decode(ExpressionCodec.encode(cast))).isEqualTo(cast);
        assertThat(ExpressionCodec.decode(ExpressionCodec.encode(safe))).isEqualTo(safe);
    }

    @Test
    void aPlanOfAnotherVersionIsRefused() {
        byte[] newer = io.millrace.protocol.plan.v1.OperatorPlan.newBuilder()
                .setVersion(2)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> OperatorPlanCodec.decode(newer))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessage("The plan is of version 2; this release reads version 1");
    }

    @Test
    void bytesThatAreNoPlanAreRefused() {
        assertThatThrownBy(() -> OperatorPlanCodec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessage("These bytes are no operator plan");
    }

    @Property
    void aPlanThatIsCutOffIsRefusedOrAnotherPlan(@ForAll double part) {
        byte[] whole = OperatorPlanCodec.encode(plan(call(">", DELAY, Literal.of(15))));
        byte[] cut = Arrays.copyOf(whole, (int) (Math.abs(part % 1) * whole.length));

        try {
            OperatorPlanCodec.decode(cut);
        } catch (UnreadablePlan refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void aFunctionThatIsTypedInAnotherWayHereIsRefused() {
        Expression message = ExpressionCodec.encode(call("+", DELAY, Literal.of(1)));
        Expression.Part last = message.getParts(2);
        Expression other = message.toBuilder()
                .setParts(
                        2,
                        last.toBuilder()
                                .setFunction(last.getFunction().toBuilder().setType("DOUBLE")))
                .build();

        assertThatThrownBy(() -> ExpressionCodec.decode(other))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageContaining("The plan types + as DOUBLE, this executor as INT");
    }

    @Test
    void aFunctionThatIsNotHereIsRefused() {
        Expression message = Expression.newBuilder()
                .addParts(Expression.Part.newBuilder()
                        .setFunction(Expression.Function.newBuilder().setName("TELEPORT")))
                .build();

        assertThatThrownBy(() -> ExpressionCodec.decode(message))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageContaining("TELEPORT");
    }

    @Test
    void aPlanWithAnOpenParameterIsNotWritten() {
        assertThatThrownBy(() -> OperatorPlanCodec.encode(plan(new ParameterRef("limit", DataType.parse("BOOLEAN")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit");
    }

    private static Expr call(String name, Expr... args) {
        return FunctionRegistry.resolve(name, List.of(args)).orThrow();
    }

    private static OperatorPlan plan(Expr condition) {
        Schema schema = Schema.of(
                new Column("delay", DataType.parse("INT")),
                new Column("at night", DataType.parse("TIMESTAMP(3) NOT NULL")),
                new Column("tags", DataType.parse("ARRAY<STRING NOT NULL>")));
        EdgeSchema rows =
                new EdgeSchema(schema, Optional.of("at night"), List.of(List.of("delay", "tags")), ChangeMode.RETRACT);
        EdgeSchema upserts = new EdgeSchema(schema, Optional.empty(), List.of(), ChangeMode.upsert(List.of("delay")));
        JsonObject config = JsonObject.of("limit", Json.of(3), "text", Json.of("ä\"\n"));
        return new OperatorPlan(
                ZoneId.of("Europe/Berlin"),
                List.of(
                        new PhysicalOperator(
                                0, "source", List.of("flights"), List.of(), List.of(rows), config, Map.of()),
                        new PhysicalOperator(
                                1,
                                "calc",
                                List.of("late", "shorter"),
                                List.of(rows),
                                List.of(upserts),
                                JsonObject.EMPTY,
                                Map.of("stage0", List.of(condition), "stage1", List.of(DELAY, Literal.of("x"))),
                                List.of("letters", "more-letters")),
                        new PhysicalOperator(
                                2, "sink", List.of("out"), List.of(upserts), List.of(), JsonObject.EMPTY, Map.of())),
                List.of(new Fragment(0, List.of(0, 1), 4, false), new Fragment(7, List.of(2), 1, true)),
                List.of(
                        new PlanEdge(0, 0, 1, 0, new Distribution.Local()),
                        new PlanEdge(1, 0, 2, 0, new Distribution.Hash(List.of(2, 0)))),
                List.of(
                        new NodePolicy("late", NodePolicy.Action.SKIP, Long.MAX_VALUE),
                        new NodePolicy("shorter", NodePolicy.Action.DEAD_LETTER, 12, Optional.of("letters")),
                        new NodePolicy("out", NodePolicy.Action.FAIL, 0)));
    }
}
