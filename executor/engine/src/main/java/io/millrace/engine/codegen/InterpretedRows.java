package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.expr.Expr;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import java.util.AbstractList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates a tree on rows of vectors through the interpreter. One thread. */
final class InterpretedRows {

    private final Interpreter interpreter;
    private final Map<Integer, Integer> slots;

    /**
     * @param slots for each column that is read, its place in the inputs
     */
    InterpretedRows(Expr expr, PipelineZone zone, Map<Integer, Integer> slots) {
        this.interpreter = new Interpreter(expr, zone);
        this.slots = slots;
    }

    Outcome evaluate(Vector[] inputs, int row) {
        return interpreter.evaluate(new AbstractList<@Nullable Object>() {
            @Override
            public @Nullable Object get(int column) {
                return BoxedColumns.read(inputs[slots.getOrDefault(column, -1)], row);
            }

            @Override
            public int size() {
                return slots.size();
            }
        });
    }
}
