package io.millrace.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.expr.value.Utf8;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.DataType;
import io.millrace.plan.parameter.ParameterValues;
import io.millrace.plan.testing.RandomTrees;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RandomTreesTest {

    private final Expressions expressions = new Expressions();

    @Property(tries = 3_000)
    void theTextOfATreeIsTypedToThatTree(@ForAll long seed) {
        Expr tree = new RandomTrees(seed).next();
        String text = SqlPrinter.print(tree);

        Expressions.Answer answer = expressions.type(text, RandomTrees.COLUMNS, RandomTrees.PARAMETERS);

        assertThat(answer.problems()).as(text).isEmpty();
        assertThat(answer.expr()).as(text).contains(tree);
    }

    @Property(tries = 1_000)
    void aTreeTravelsToExecutorsAndIsTheSameThere(@ForAll long seed) {
        Expr tree = new RandomTrees(seed).next();
        if (holdsParameter(tree)) {
            return;
        }
        OperatorPlan plan = new OperatorPlan(
                ZoneOffset.UTC,
                List.of(new PhysicalOperator(
                        0,
                        "calc",
                        List.of("n"),
                        List.of(),
                        List.of(),
                        JsonObject.EMPTY,
                        Map.of("stage0", List.of(tree)))),
                List.of(new Fragment(0, List.of(0), 1, false)),
                List.of(),
                List.of());

        assertThat(OperatorPlanCodec.decode(OperatorPlanCodec.encode(plan))).isEqualTo(plan);
    }

    @Property(tries = 1_000)
    void aTreeKeepsItsTypeWhenParametersGetValues(@ForAll long seed) {
        Expr tree = new RandomTrees(seed).next();
        ParameterValues values = new ParameterValues(
                Map.of("limit", Literal.of(3), "name", new Literal(Utf8.of("x"), DataType.parse("STRING NOT NULL"))));
        Expr resolved;
        try {
            resolved = values.in(tree);
        } catch (IllegalArgumentException refused) {
            // A constant can be refused where a value of its type is not, such as a pattern that is none.
            return;
        }

        assertThat(holdsParameter(resolved)).isFalse();
        assertThat(resolved.type().type()).isEqualTo(tree.type().type());
    }

    @Example
    void aCallOfEveryFunctionIsTypedFromItsText() {
        for (ScalarFunction function : FunctionRegistry.scalars()) {
            int calls = 0;
            for (long seed = 0; seed < 100; seed++) {
                Optional<Expr> call = new RandomTrees(seed).callOf(function);
                if (call.isPresent()) {
                    String sql = SqlPrinter.print(call.get());
                    Expressions.Answer answer = expressions.type(sql, RandomTrees.COLUMNS, RandomTrees.PARAMETERS);
                    assertThat(answer.problems()).as(sql).isEmpty();
                    assertThat(answer.expr()).as(sql).isEqualTo(call);
                    calls++;
                }
            }
            assertThat(calls).as(function.name()).isPositive();
        }
    }

    private static boolean holdsParameter(Expr tree) {
        return tree instanceof ParameterRef || tree.children().stream().anyMatch(RandomTreesTest::holdsParameter);
    }
}
