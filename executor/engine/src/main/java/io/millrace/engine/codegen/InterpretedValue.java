package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.Utf8;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An expression too large for generated code, row by row through the interpreter. */
final class InterpretedValue extends ValueLoop {

    private final InterpretedRows rows;

    InterpretedValue(InterpretedRows rows) {
        super(0, 0, 0, 0);
        this.rows = rows;
    }

    @Override
    int loop(Vector[] inputs, int @Nullable [] selection, int from, int count) {
        Vector result = Objects.requireNonNull(target, "target");
        for (int i = from; i < count; i++) {
            int row = selection == null ? i : selection[i];
            if (!(rows.evaluate(inputs, row) instanceof Outcome.Value(Object value))) {
                return i;
            }
            if (value instanceof Utf8 text) {
                writer.put(row, text);
            } else {
                BoxedColumns.write(result, row, value);
            }
        }
        return count;
    }
}
