package io.millrace.testkit.conformance;

import io.millrace.expr.Expr;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Schema;
import io.millrace.plan.sql.ExpressionProblem;
import io.millrace.plan.sql.Expressions;
import io.millrace.testkit.oracle.CanonicalValue;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our parser and typing with the row interpreter. */
public final class InterpretedExpressions implements ExpressionEngine {

    private final Expressions expressions = new Expressions();

    @Override
    public Typing type(String expression, Schema inputs) {
        Expressions.Answer answer = expressions.type(expression, inputs, Map.of());
        if (answer.expr().isEmpty()) {
            return new Typing.Refused(
                    answer.problems().stream().map(ExpressionProblem::message).collect(Collectors.joining("; ")));
        }
        return new Typing.Typed(answer.expr().get().type());
    }

    @Override
    public List<Result> evaluate(
            String expression, Schema inputs, List<? extends List<? extends @Nullable Object>> rows, ZoneId zone) {
        Expr expr = expressions
                .type(expression, inputs, Map.of())
                .expr()
                .orElseThrow(() -> new IllegalArgumentException(expression + " has no type"));
        Interpreter interpreter = new Interpreter(expr, new PipelineZone(zone));
        List<Result> results = new ArrayList<>();
        for (List<? extends @Nullable Object> row : rows) {
            List<@Nullable Object> boxed = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                boxed.add(CanonicalValue.boxed(row.get(i), inputs.type(i)));
            }
            results.add(
                    switch (interpreter.evaluate(boxed)) {
                        case Outcome.Value(Object value) -> new Result.Value(CanonicalValue.text(value, expr.type()));
                        case Outcome.Failed(var failure) ->
                            new Result.Failed(failure.cause().name(), failure.message());
                    });
        }
        return results;
    }
}
