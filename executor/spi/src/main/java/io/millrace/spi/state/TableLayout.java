package io.millrace.spi.state;

import io.millrace.model.type.Column;
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

    /** A layout of columns that may have a name twice, as an input column does that serves as two keys. */
    public static TableLayout of(List<Column> key, List<Column> value) {
        return new TableLayout(distinct(key), distinct(value));
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
