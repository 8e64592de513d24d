package io.millrace.testkit.conformance;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A column type that expressions are tried on.
 *
 * @param name short, part of column names: {@code d5} in {@code a_d5}
 * @param groups what a {@link Shape} may ask for, the most telling first
 */
public record Argument(String name, SqlType type, Set<String> groups) {

    /** Where an argument stands; each place has columns of its own, so that {@code a + b} sees different values. */
    private static final String PLACES = "abcdef";

    private static final List<Argument> ALL = List.of(
            argument("bo", "BOOLEAN", "boolean any kind"),
            argument("ti", "TINYINT", "integer exact number any"),
            argument("si", "SMALLINT", "integer exact number"),
            argument("i", "INT", "integer exact number any kind"),
            argument("bi", "BIGINT", "integer exact number any"),
            argument("f", "FLOAT", "float number any"),
            argument("d", "DOUBLE", "float number any kind"),
            argument("d5", "DECIMAL(5, 2)", "decimal exact number any"),
            argument("d10", "DECIMAL(10, 0)", "decimal exact number"),
            argument("d18", "DECIMAL(18, 4)", "decimal exact number"),
            argument("d20", "DECIMAL(20, 5)", "decimal exact number any kind"),
            argument("d38", "DECIMAL(38, 18)", "decimal exact number"),
            argument("c5", "CHAR(5)", "text any"),
            argument("v10", "VARCHAR(10)", "text"),
            argument("s", "STRING", "text any kind"),
            argument("b4", "BINARY(4)", "bytes"),
            argument("vb8", "VARBINARY(8)", "bytes"),
            argument("by", "BYTES", "bytes any kind"),
            argument("da", "DATE", "date moment any kind"),
            argument("t0", "TIME(0)", "time moment"),
            argument("t3", "TIME(3)", "time moment any kind"),
            argument("ts0", "TIMESTAMP(0)", "timestamp moment"),
            argument("ts3", "TIMESTAMP(3)", "timestamp moment any kind"),
            argument("ts6", "TIMESTAMP(6)", "timestamp moment"),
            argument("ts9", "TIMESTAMP(9)", "timestamp moment any"),
            argument("lz0", "TIMESTAMP_LTZ(0)", "instant moment"),
            argument("lz3", "TIMESTAMP_LTZ(3)", "instant moment any kind"),
            argument("lz6", "TIMESTAMP_LTZ(6)", "instant moment"),
            argument("lz9", "TIMESTAMP_LTZ(9)", "instant moment"),
            argument("ym", "INTERVAL YEAR TO MONTH", "months interval any"),
            argument("ds", "INTERVAL DAY TO SECOND", "seconds interval any kind"),
            argument("ai", "ARRAY<INT>", "array nested any kind"),
            argument("m", "MAP<STRING, INT>", "map nested any"),
            argument("r", "ROW<a INT, b STRING>", "row nested any kind"));

    public Argument {
        groups = Set.copyOf(groups);
    }

    private static Argument argument(String name, String type, String groups) {
        return new Argument(name, DataType.parse(type).type(), Set.of(groups.split(" ")));
    }

    /**
     * The arguments of a group: {@code integer, exact, number, text, moment, …}; {@code any} is a choice that keeps pairs
     * affordable, {@code kind} a smaller one, {@code every} are all; a name stands for itself.
     *
     * @throws IllegalArgumentException when there is no such group
     */
    public static List<Argument> group(String group) {
        List<Argument> members = new ArrayList<>();
        for (Argument argument : ALL) {
            if (group.equals("every") || argument.groups.contains(group) || argument.name.equals(group)) {
                members.add(argument);
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("There is no group of arguments called " + group);
        }
        return members;
    }

    /** Whether the argument's type is a member of the group. */
    public boolean isIn(String group) {
        return group.equals("*") || groups.contains(group) || name.equals(group);
    }

    /** Whether TIMESTAMP_LTZ, so that the zone matters. */
    public boolean dependsOnZone() {
        return groups.contains("instant");
    }

    /** The column of this type for the argument at a place: {@code a_i}, {@code bn_s} when NOT NULL. */
    Column column(int place, boolean nullable) {
        String text = PLACES.charAt(place) + (nullable ? "_" : "n_") + name.toLowerCase(Locale.ROOT);
        return new Column(text, new DataType(type, nullable));
    }
}
