package io.millrace.testkit.conformance;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.engine.codegen.BoxedColumns;
import io.millrace.engine.codegen.FailedRows;
import io.millrace.engine.codegen.Projection;
import io.millrace.engine.codegen.Projection.Output;
import io.millrace.engine.codegen.ScratchVectors;
import io.millrace.expr.Expr;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Schema;
import io.millrace.testkit.oracle.CanonicalValue;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our parser and typing with generated code, held against the interpreter on every row: where both do not say the same,
 * it throws. As in a pipeline, the message of a row that fails is the interpreter's. One thread.
 */
public final class GeneratedExpressions implements ExpressionEngine {

    private final InterpretedExpressions interpreted = new InterpretedExpressions();

    /** Many expressions come with the same rows: these are the last ones, as columns. */
    private @Nullable List<? extends List<? extends @Nullable Object>> lastRows;

    private Vector[] columns = {};

    @Override
    public Typing type(String expression, Schema inputs) {
        return interpreted.type(expression, inputs);
    }

    @Override
    public List<Result> evaluate(
            String expression, Schema inputs, List<? extends List<? extends @Nullable Object>> rows, ZoneId zone) {
        if (rows != lastRows) {
            columns = columns(inputs, rows);
            lastRows = rows;
        }
        Expr expr = interpreted.expr(expression, inputs);
        Projection projection =
                Projection.compile(List.of(expr), columns.length, new PipelineZone(zone), new ScratchVectors());
        Vector target = Vector.create(expr.type(), Batch.MAX_ROWS);
        FailedRows failed = new FailedRows();
        projection.compute(columns, null, rows.size(), new Vector[] {target}, failed);

        List<Result> expected = interpreted.evaluate(expression, inputs, rows, zone);
        for (int row = 0; row < rows.size(); row++) {
            Object value =
                    switch (projection.outputs().getFirst()) {
                        case Output.Passed(int column) -> BoxedColumns.read(columns[column], row);
                        case Output.Fixed(Object fixed) -> fixed;
                        case Output.Computed() -> failed.contains(row) ? null : BoxedColumns.read(target, row);
                        case Output.Same(int output) ->
                            throw new IllegalStateException("One output is the same as output " + output);
                    };
            boolean fails = failed.contains(row);
            Result generated = new Result.Value(fails ? "" : CanonicalValue.text(value, expr.type()));
            boolean agrees =
                    expected.get(row) instanceof Result.Failed ? fails : !fails && generated.equals(expected.get(row));
            if (!agrees) {
                throw new IllegalStateException("generated code of " + expression + " for " + rows.get(row) + ": "
                        + (fails ? "fails" : generated) + ", the interpreter: " + expected.get(row));
            }
        }
        return expected;
    }

    private static Vector[] columns(Schema inputs, List<? extends List<? extends @Nullable Object>> rows) {
        Vector[] columns = new Vector[inputs.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Vector.create(inputs.type(i), Batch.MAX_ROWS);
            for (int row = 0; row < rows.size(); row++) {
                BoxedColumns.write(
                        columns[i], row, CanonicalValue.boxed(rows.get(row).get(i), inputs.type(i)));
            }
        }
        return columns;
    }
}
