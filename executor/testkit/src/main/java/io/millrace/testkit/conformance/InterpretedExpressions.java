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

/** Our parser and typing with the row interpreter. One thread. */
public final class InterpretedExpressions implements ExpressionEngine {

    private final Expressions expressions = new Expressions();

    /** Many expressions come with the same rows: these are the last ones, boxed. */
    private @Nullable List<? extends List<? extends @Nullable Object>> lastRows;

    private List<List<@Nullable Object>> boxed = List.of();

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
        if (rows != lastRows) {
            boxed = boxed(inputs, rows);
            lastRows = rows;
        }
        Expr expr = expr(expression, inputs);
        Interpreter interpreter = new Interpreter(expr, new PipelineZone(zone));
        List<Result> results = new ArrayList<>();
        for (List<@Nullable Object> row : boxed) {
            results.add(
                    switch (interpreter.evaluate(row)) {
                        case Outcome.Value(Object value) -> new Result.Value(CanonicalValue.text(value, expr.type()));
                        case Outcome.Failed(var failure) ->
                            new Result.Failed(failure.cause().name(), failure.message());
                    });
        }
        return results;
    }

    private static List<List<@Nullable Object>> boxed(
            Schema inputs, List<? extends List<? extends @Nullable Object>> rows) {
        List<List<@Nullable Object>> boxed = new ArrayList<>();
        for (List<? extends @Nullable Object> row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(CanonicalValue.boxed(row.get(i), inputs.type(i)));
            }
            boxed.add(cells);
        }
        return boxed;
    }

    /** The tree of an expression that has a type. */
    Expr expr(String expression, Schema inputs) {
        return expressions
                .type(expression, inputs, Map.of())
                .expr()
                .orElseThrow(() -> new IllegalArgumentException(expression + " has no type"));
    }
}
