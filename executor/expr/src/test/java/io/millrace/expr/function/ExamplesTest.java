package io.millrace.expr.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Evaluations;
import io.millrace.expr.Example;
import io.millrace.expr.Expr;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.SqlText;
import io.millrace.expr.print.SqlPrinter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {

    @TestFactory
    Stream<DynamicTest> everyExampleHasItsValueAndPrintsBackToItsTree() {
        return FunctionRegistry.scalars().stream().flatMap(this::examples);
    }

    private Stream<DynamicTest> examples(ScalarFunction function) {
        return function.examples().stream()
                .map(example -> DynamicTest.dynamicTest(function.name() + ": " + example.sql(), () -> check(example)));
    }

    private static void check(Example example) {
        Expr expr = SqlText.parse(example.sql());
        assertThat(Evaluations.text(example.sql())).isEqualTo(example.value());
        assertThat(SqlText.parse(SqlPrinter.print(expr))).isEqualTo(expr);
    }
}
