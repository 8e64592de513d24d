package io.millrace.model.type;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Columns in order, each name once. What a batch on an edge holds, position by position. */
public record Schema(List<Column> columns) {

    public Schema {
        columns = List.copyOf(columns);
        requireDistinctNames(columns);
    }

    /** The schema with these columns. */
    public static Schema of(Column... columns) {
        return new Schema(List.of(columns));
    }

    /** The position of the column with this exact name, if there is one. */
    public OptionalInt indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** How many columns there are. */
    public int size() {
        return columns.size();
    }

    /** The column at this position. */
    public Column column(int index) {
        return columns.get(index);
    }

    /** The type of the column at this position. */
    public DataType type(int index) {
        return columns.get(index).type();
    }

    /** The column names in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    @Override
    public String toString() {
        return columns.stream().map(Column::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    static void requireDistinctNames(List<Column> columns) {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw new IllegalArgumentException("The name " + column.name() + " stands twice");
            }
        }
    }
}
