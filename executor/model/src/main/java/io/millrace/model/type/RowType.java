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

    /** Whether a field, or a field of a row in it, may be NULL. */
    public boolean hasNullableFields() {
        for (Column field : fields) {
            if (field.type().isNullable() || (field.type().type() instanceof RowType row && row.hasNullableFields())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return fields.stream().map(Column::toString).collect(Collectors.joining(", ", "ROW<", ">"));
    }
}
