package io.millrace.expr.function;

import io.millrace.expr.Expr;
import io.millrace.expr.SqlText;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.Utf8;
import io.millrace.expr.value.Values;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.Schema;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row over which Flink was asked: for each type a NOT NULL column, a nullable one ({@code o_}) with the same value
 * and one that is NULL ({@code z_}).
 */
final class RecordedRow {

    private static final String[][] COLUMNS = {
        {"ti", "TINYINT", "7"},
        {"si", "SMALLINT", "8"},
        {"i", "INT", "9"},
        {"bi", "BIGINT", "10"},
        {"f", "FLOAT", "1.5"},
        {"d", "DOUBLE", "2.5"},
        {"dc", "DECIMAL(10, 2)", "12.34"},
        {"dw", "DECIMAL(20, 10)", "3.14159"},
        {"d38", "DECIMAL(38, 0)", "5"},
        {"c5", "CHAR(5)", "'abc'"},
        {"v10", "VARCHAR(10)", "'hello'"},
        {"s", "STRING", "'World'"},
        {"bs", "BYTES", "X'0A0B'"},
        {"b3", "BINARY(3)", "X'0A0B0C'"},
        {"dt", "DATE", "'2020-02-29'"},
        {"tm", "TIME(0)", "'12:34:56'"},
        {"ts3", "TIMESTAMP(3)", "'2020-02-29 12:34:56.789'"},
        {"ts6", "TIMESTAMP(6)", "'2020-02-29 12:34:56.789123'"},
        {"ts9", "TIMESTAMP(9)", "'2020-02-29 12:34:56.123456789'"},
        {"lz3", "TIMESTAMP_LTZ(3)", "'2020-02-29 12:34:56.789'"},
        {"b", "BOOLEAN", "TRUE"},
        {"ids", "INTERVAL DAY TO SECOND", "INTERVAL '1 02:03:04.005' DAY TO SECOND(3)"},
        {"iym", "INTERVAL YEAR TO MONTH", "INTERVAL '14' MONTH"},
    };

    private final List<Column> columns = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final PipelineZone zone;

    RecordedRow(PipelineZone zone) {
        this.zone = zone;
        add("x", DataType.parse("INT"), 1);
        for (String[] column : COLUMNS) {
            DataType type = DataType.parse(column[1]);
            Expr value =
                    Casts.cast(SqlText.parse(column[2]), type.type(), false).orThrow();
            add(column[0], type.withNullable(false), value(value, List.of()));
            add("o_" + column[0], type, values.getLast());
            add("z_" + column[0], type, null);
        }
        DataType array = DataType.parse("ARRAY<INT NOT NULL>");
        add("arr", array.withNullable(false), List.of(1, 2, 3));
        add("z_arr", array, null);
        add("mp", DataType.parse("MAP<CHAR(1) NOT NULL, INT NOT NULL> NOT NULL"), Map.of(Utf8.of("a"), 1));
        add(
                "rw",
                DataType.parse("ROW<`EXPR$0` INT NOT NULL, `EXPR$1` CHAR(1) NOT NULL> NOT NULL"),
                List.of(1, Utf8.of("x")));
    }

    private void add(String name, DataType type, @Nullable Object value) {
        columns.add(new Column(name, type));
        values.add(value);
    }

    private @Nullable Object value(Expr expr, List<? extends @Nullable Object> row) {
        return ((Outcome.Value) new Interpreter(expr, zone).evaluate(row)).value();
    }

    /** Type and value of an expression, in the words of the recording. */
    String answer(String sql) {
        Expr expr;
        try {
            expr = SqlText.parse(sql, new Schema(columns));
        } catch (IllegalArgumentException e) {
            return "REJECTED";
        }
        return expr.type() + "\t"
                + switch (new Interpreter(expr, zone).evaluate(values)) {
                    case Outcome.Value(Object value) -> print(expr.type(), value);
                    case Outcome.Failed _ -> "FAILS";
                };
    }

    private static String print(DataType type, @Nullable Object value) {
        if (value == null || type.type() instanceof ArrayType || type.type() instanceof MapType) {
            return String.valueOf(value);
        }
        if (type.type() instanceof RowType) {
            return "+I" + value;
        }
        Object java = Values.toJava(type, value);
        if (java instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return String.valueOf(java instanceof Period period ? Period.ofMonths((int) period.toTotalMonths()) : java);
    }
}
