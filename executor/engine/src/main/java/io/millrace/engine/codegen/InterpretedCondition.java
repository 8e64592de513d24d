package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.expr.interpret.Outcome;
import org.jspecify.annotations.Nullable;

/** A condition too large for generated code, row by row through the interpreter. */
final class InterpretedCondition extends ConditionLoop {

    private final InterpretedRows rows;

    InterpretedCondition(InterpretedRows rows) {
        super(0, 0, 0, 0);
        this.rows = rows;
    }

    @Override
    int loop(Vector[] inputs, int @Nullable [] selection, int from, int count) {
        for (int i = from; i < count; i++) {
            int row = selection == null ? i : selection[i];
            if (!(rows.evaluate(inputs, row) instanceof Outcome.Value(Object value))) {
                return i;
            }
            if (Boolean.TRUE.equals(value)) {
                kept[keptCount++] = row;
            } else if (rest.length > 0) {
                rest[restCount++] = row;
            }
        }
        return count;
    }
}
