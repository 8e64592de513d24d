package io.millrace.expr.print;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Identifiers;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.SqlType;
import java.util.stream.Collectors;

/** Names and types as expression text carries them: as elsewhere, with reserved words in backticks too. */
final class TypePrinter {

    private TypePrinter() {}

    static String name(String name) {
        return ReservedWords.contains(name) ? Identifiers.alwaysQuoted(name) : Identifiers.quote(name);
    }

    static String type(SqlType type) {
        return switch (type) {
            case ArrayType array -> "ARRAY<" + type(array.element()) + ">";
            case MapType map -> "MAP<" + type(map.key()) + ", " + type(map.value()) + ">";
            case RowType row ->
                row.fields().stream()
                        .map(field -> name(field.name()) + " " + type(field.type()))
                        .collect(Collectors.joining(", ", "ROW<", ">"));
            default -> type.toString();
        };
    }

    private static String type(DataType type) {
        return type(type.type()) + (type.isNullable() ? "" : " NOT NULL");
    }
}
