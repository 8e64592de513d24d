package io.millrace.engine.inspect;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.BoxedColumns;
import io.millrace.expr.Cast;
import io.millrace.expr.Literal;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.spi.state.TableLayout;
import java.util.List;

/**
 * A key as people write it, in the columns of a state.
 *
 * @param columns one row each
 */
record KeyVectors(Vector[] columns, long hash) {

    /**
     * Casts texts as SQL does.
     *
     * @param key the columns, by the names that people know
     * @param layout of the state
     * @throws io.millrace.spi.error.RunException when one is no value of its column
     */
    static KeyVectors of(String node, List<Column> key, TableLayout layout, List<String> values, PipelineZone zone) {
        Vector[] columns = new Vector[key.size()];
        for (int i = 0; i < columns.length; i++) {
            Column column = key.get(i);
            columns[i] = Vector.create(column.type(), 1);
            BoxedColumns.write(columns[i], 0, value(node, column, values.get(i), zone));
        }
        long[] hashes = new long[1];
        layout.hash(columns, null, 1, hashes);
        return new KeyVectors(columns, hashes[0]);
    }

    private static Object value(String node, Column column, String text, PipelineZone zone) {
        DataType type = column.type().withNullable(false);
        // A text is a key as it is, without the length that its type may cut it to.
        boolean fits;
        Outcome outcome;
        try {
            outcome = Interpreter.constant(new Cast(Literal.of(text), type, false), zone);
            fits = outcome instanceof Outcome.Value(Object value) && value != null;
        } catch (IllegalArgumentException e) {
            throw StateErrors.otherType(node, column, text);
        }
        if (!fits || !(outcome instanceof Outcome.Value(Object value)) || value == null) {
            throw StateErrors.otherType(node, column, text);
        }
        return value;
    }
}
