package io.millrace.model.type;

import java.util.List;
import java.util.stream.Collectors;

/** {@code ROW<name type, …>}: named fields in order, each name once. */
public record RowType(List<Column> fields) implements SqlType {

    public RowType {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("A ROW needs at least one field");
        }
        Schema.requireDistinctNames(fields);
    }

    @Override
    public String toString() {
        return fields.stream().map(Column::toString).collect(Collectors.joining(", ", "ROW<", ">"));
    }
}
