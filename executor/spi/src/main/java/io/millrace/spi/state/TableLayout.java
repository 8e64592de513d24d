package io.millrace.spi.state;

import io.millrace.columns.KeyHash;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a state.
 *
 * @param key what rows are found by; may be empty (one row per task, or one list)
 * @param value what is kept for a key; may be empty (a set)
 */
public record TableLayout(Schema key, Schema value) {

    /**
     * When a row was last written, in microseconds since 1970-01-01T00:00 UTC; zero when that does not matter yet.
     */
    public static final Column WRITTEN_AT = new Column("$writtenAt", ScalarType.BIGINT.notNull());

    /**
     * The key column of a value that some key has, of which there are many: rows of one key that is found by its other columns.
     * They are in that key's group, whatever the value is.
     */
    public static final String MEMBER = "$member";

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

    /** How many key columns, from the first on, say which key group a row is of: all but {@link #MEMBER}. */
    public int groupColumns() {
        return key.indexOf(MEMBER).orElse(key.size());
    }

    /**
     * Hashes keys of this layout.
     *
     * @param keys one vector per key column
     * @param rows which rows of the vectors, or null for the first {@code count}
     * @param hashes receives the hash of each key, by position
     */
    public void hash(Vector[] keys, int @Nullable [] rows, int count, long[] hashes) {
        int groupColumns = groupColumns();
        Arrays.fill(hashes, 0, count, KeyHash.EMPTY_KEY);
        for (int c = 0; c < groupColumns; c++) {
            KeyHash.hash(keys[c], rows, count, hashes, c == 0);
        }
        if (groupColumns < keys.length) {
            for (int i = 0; i < count; i++) {
                long member = KeyHash.of(keys[groupColumns], rows == null ? i : rows[i]);
                hashes[i] = KeyHash.within(hashes[i], KeyHash.combine(hashes[i], member));
            }
        }
    }

    /** Whether there is {@link #WRITTEN_AT} behind its values. */
    public boolean hasWrittenAt() {
        return value.size() > 0 && value.columns().getLast().equals(WRITTEN_AT);
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
