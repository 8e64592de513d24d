package io.millrace.spi.state;

import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a state.
 *
 * @param key what rows are found by; may be empty (one row per task, or one list)
 * @param value what is kept for a key; may be empty (a set)
 */
public record TableLayout(Schema key, Schema value) {

    /**
     * When a row was last written, in microseconds since 1970-01-01T00:00 UTC; zero in rows taken over from a state that kept no
     * such time.
     */
    public static final Column WRITTEN_AT = new Column("$writtenAt", ScalarType.BIGINT.notNull());

    /** A layout of columns that may have a name twice, as an input column does that serves as two keys. */
    public static TableLayout of(List<Column> key, List<Column> value) {
        return new TableLayout(distinct(key), distinct(value));
    }

    /** This layout with {@link #WRITTEN_AT} behind its values, for rows that live for a time. */
    public TableLayout withWrittenAt() {
        List<Column> values = new ArrayList<>(value.columns());
        values.add(WRITTEN_AT);
        return new TableLayout(key, new Schema(values));
    }

    private static Schema distinct(List<Column> columns) {
        Set<String> names = new HashSet<>();
        List<Column> renamed = new ArrayList<>();
        for (Column column : columns) {
            String free = column.name();
            while (!names.add(free)) {
                free += "'";
            }
            renamed.add(new Column(free, column.type()));
        }
        return new Schema(renamed);
    }

    /** Written beside the data; state is only restored into a layout with an equal fingerprint, or converted. */
    public String fingerprint() {
        return "key" + key + " value" + value;
    }
}
