package io.millrace.plan.nodes.sql;

import io.millrace.model.NearestName;
import io.millrace.plan.sql.Names;
import io.millrace.plan.sql.PartScope.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the names at a place of a query can stand for.
 *
 * @param columns in the order of {@code *}
 */
record Scope(List<Column> columns) {

    /**
     * A column.
     *
     * @param table what its table is called, if it is
     * @param name what it is called
     * @param inner what it is called in the rows
     */
    record Column(Optional<String> table, String name, String inner) {

        private String written() {
            return table.map(known -> Names.quoteIfNeeded(known) + ".").orElse("") + Names.quoteIfNeeded(name);
        }
    }

    Scope {
        columns = List.copyOf(columns);
    }

    /** The columns of both, these first. */
    Scope and(Scope other) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(other.columns);
        return new Scope(all);
    }

    /** The columns of a table. */
    List<Column> of(String table) {
        return columns.stream()
                .filter(column -> column.table().equals(Optional.of(table)))
                .toList();
    }

    /** Names of tables, each once. */
    List<String> tables() {
        return columns.stream()
                .flatMap(column -> column.table().stream())
                .distinct()
                .toList();
    }

    /** What a name stands for. */
    Meaning meaning(List<String> names) {
        String first = names.getFirst();
        List<Column> ofTable = names.size() > 1 ? of(first) : List.of();
        if (!ofTable.isEmpty()) {
            return found(named(ofTable, names.get(1)), 2).orElseGet(() -> missing(names.get(1), ofTable, first));
        }
        List<Column> named = named(columns, first);
        return found(named, 1)
                .orElseGet(() -> named.isEmpty() && names.size() > 1
                        ? missingTable(names)
                        : named.isEmpty() ? missing(first, columns, "") : ambiguous(named));
    }

    /** The column of the rows that a name stands for. */
    Optional<String> inner(List<String> names) {
        return meaning(names) instanceof Meaning.Found(String column, int used) && used == names.size()
                ? Optional.of(column)
                : Optional.empty();
    }

    /** The column of the rows or the field of it that a name stands for; two names of the same are equal here. */
    Optional<String> whole(List<String> names) {
        return meaning(names) instanceof Meaning.Found(String column, int used)
                ? Optional.of(Stream.concat(Stream.of(column), names.subList(used, names.size()).stream())
                        .map(Names::quoteIfNeeded)
                        .collect(Collectors.joining(".")))
                : Optional.empty();
    }

    /**
     * The column that a name, or its beginning, stands for. Of what a part of the columns alone would make of the name nothing follows: it
     * may name a table among the others.
     */
    Optional<Column> column(List<String> names) {
        return meaning(names) instanceof Meaning.Found(String inner, int used)
                ? columns.stream()
                        .filter(column -> column.inner().equals(inner)
                                && column.name().equals(names.get(used - 1))
                                && (used == 1 || column.table().equals(Optional.of(names.getFirst()))))
                        .findFirst()
                : Optional.empty();
    }

    private static List<Column> named(List<Column> among, String name) {
        return among.stream().filter(column -> column.name().equals(name)).toList();
    }

    private static Optional<Meaning> found(List<Column> named, int used) {
        return named.size() == 1
                ? Optional.of(new Meaning.Found(named.getFirst().inner(), used))
                : Optional.empty();
    }

    private static Meaning ambiguous(List<Column> named) {
        String all = named.stream().map(Column::written).collect(Collectors.joining("` or `"));
        return new Meaning.Missed(
                "`" + named.getFirst().name() + "` is a column of several tables; say which: `" + all + "`",
                Optional.empty());
    }

    private static Meaning missing(String name, List<Column> among, String table) {
        List<String> names =
                List.copyOf(new LinkedHashSet<>(among.stream().map(Column::name).toList()));
        String whose =
                table.isEmpty() ? "There is no column `" + name + "`" : "`" + table + "` has no column `" + name + "`";
        Optional<String> nearest = NearestName.of(name, names);
        return new Meaning.Missed(
                whose + NearestName.hint(name, names),
                nearest.map(
                        near -> (table.isEmpty() ? "" : Names.quoteIfNeeded(table) + ".") + Names.quoteIfNeeded(near)));
    }

    private Meaning missingTable(List<String> names) {
        String table = names.getFirst();
        Optional<String> nearest = NearestName.of(table, tables());
        return new Meaning.Missed(
                "There is no table `" + table + "` here" + NearestName.hint(table, tables()),
                nearest.map(near -> Names.quoteIfNeeded(near) + "."
                        + names.subList(1, names.size()).stream()
                                .map(Names::quoteIfNeeded)
                                .collect(Collectors.joining("."))));
    }
}
