package io.millrace.plan.nodes.sql;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Resolution;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.document.PortName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Names;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes steps of a query. Rows that are not known, because something is wrong with what makes them, are no reason not to look at what
 * does not need them.
 */
final class QueryTranslation {

    private final Steps steps;
    private final Tables tables;

    QueryTranslation(Steps steps, Tables tables) {
        this.steps = steps;
        this.tables = tables;
    }

    /** The rows of the whole query. */
    Optional<Rows> translate(Query query) {
        return translate(query, "", Optional.empty());
    }

    /**
     * The rows of a query, whose columns belong to no table.
     *
     * @param path what its steps are called by, such as {@code counts-}
     * @param bound what the SELECT around it says of a column of it
     */
    Optional<Rows> translate(Query query, String path, Optional<RankBound> bound) {
        return switch (query) {
            case Query.Select select -> new SelectTranslation(steps, tables, this, select, path).translate(bound);
            case Query.Union union -> union(union, path);
            case Query.With with -> with(with, path, bound);
            case Query.First first -> first(first, path);
        };
    }

    private Optional<Rows> with(Query.With with, String path, Optional<RankBound> bound) {
        List<Tables.Declared> declared = tables.declared(with.named());
        Optional<Rows> rows = tables.seeing(declared, () -> translate(with.body(), path, bound));
        // What nobody reads is no part of the plan, but what is wrong with it is shown all the same.
        declared.stream().filter(named -> !tables.isRead(named)).forEach(named -> named(named, Optional.empty()));
        return rows;
    }

    /** The rows of a named query. */
    Optional<Rows> named(Tables.Declared declared, Optional<RankBound> bound) {
        Query.Named named = declared.query();
        return tables.rows(declared, bound, () -> translate(named.query(), Ids.of(named.name()) + "-", bound)
                .map(rows -> rows.called(Optional.empty(), named.columns())));
    }

    private Optional<Rows> first(Query.First first, String path) {
        Optional<Rows> rows = translate(first.query(), path, Optional.empty());
        for (Query.Order by : first.order()) {
            Optional<Long> place = by.part().wholeNumber();
            if (place.isPresent()) {
                steps.error(
                        PlanProblemCodes.QUERY_UNSUPPORTED,
                        "A number in ORDER BY is not taken for a column; write the name of column " + place.get(),
                        by.part().range());
                return Optional.empty();
            }
        }
        return rows.flatMap(known -> {
            PartScope scope = new PartScope(known.scope()::meaning);
            StepConfig config = new StepConfig(first.range());
            JsonObject json = JsonObject.of(
                    "partitionBy",
                    JsonArray.EMPTY,
                    "orderBy",
                    Sorting.json(first.order(), config, scope),
                    "limit",
                    Json.of(first.limit()));
            return steps.add(path + "first", "topN", config.json(json), known);
        });
    }

    private Optional<Rows> union(Query.Union union, String path) {
        List<Optional<Rows>> branches = new ArrayList<>();
        List<String> ids = ids(union.branches());
        for (int i = 0; i < union.branches().size(); i++) {
            branches.add(translate(union.branches().get(i), path + ids.get(i) + "-", Optional.empty()));
        }
        if (branches.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Rows> known = branches.stream().map(Optional::orElseThrow).toList();
        Optional<List<Column>> columns = common(union, known);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<Rows> aligned = new ArrayList<>();
        Set<Origin> origins = new HashSet<>();
        for (int i = 0; i < known.size(); i++) {
            Rows branch = known.get(i);
            StepConfig config = new StepConfig(union.branches().get(i).range());
            // The same rows twice come by two ways: each has its edge.
            Optional<Rows> rows = origins.add(branch.origin()) && isAligned(branch, columns.get())
                    ? Optional.of(branch)
                    : steps.add(path + ids.get(i) + "-align", "select", aligned(branch, columns.get(), config), branch);
            rows.ifPresent(aligned::add);
        }
        if (aligned.size() < known.size()) {
            return Optional.empty();
        }
        Optional<Rows> all =
                steps.add(path + "union", "union", new StepConfig(union.range()), Map.of(PortName.IN, aligned));
        return union.isAll()
                ? all
                : all.flatMap(rows -> new Distinct(steps).of(rows, path + "distinct", union.range()));
    }

    private List<String> ids(List<Query> branches) {
        return Ids.apart(
                branches.stream()
                        .map(branch -> "of-" + String.join("-", branch.tables()))
                        .toList(),
                branches.stream().map(branch -> steps.text(branch.range())).toList());
    }

    /** The columns of all branches: the names of the first one's, and types that all can be brought into. */
    private Optional<List<Column>> common(Query.Union union, List<Rows> branches) {
        List<Scope.Column> first = branches.getFirst().scope().columns();
        List<Column> columns = new ArrayList<>();
        for (Scope.Column column : first) {
            columns.add(new Column(column.name(), type(branches.getFirst(), column)));
        }
        for (int i = 1; i < branches.size(); i++) {
            List<Scope.Column> others = branches.get(i).scope().columns();
            if (others.size() != first.size()) {
                steps.error(
                        PlanProblemCodes.COLUMNS_DIFFER,
                        "This SELECT of the UNION has %d columns, and the first one has %d"
                                .formatted(others.size(), first.size()),
                        union.branches().get(i).range());
                return Optional.empty();
            }
            for (int at = 0; at < first.size(); at++) {
                DataType type = type(branches.get(i), others.get(at));
                Optional<DataType> both = common(columns.get(at).type(), type);
                if (both.isEmpty()) {
                    steps.error(
                            PlanProblemCodes.COLUMNS_DIFFER,
                            "Column %d of this SELECT of the UNION, `%s`, is %s, and in those before `%s` is %s; CAST one of them"
                                    .formatted(
                                            at + 1,
                                            others.get(at).name(),
                                            type.type(),
                                            columns.get(at).name(),
                                            columns.get(at).type().type()),
                            union.branches().get(i).range());
                    return Optional.empty();
                }
                columns.set(at, new Column(columns.get(at).name(), both.get()));
            }
        }
        return Optional.of(columns);
    }

    /** The type COALESCE gives to values of both. */
    private static Optional<DataType> common(DataType one, DataType other) {
        if (one.type().equals(other.type())) {
            return Optional.of(one.withNullable(one.isNullable() || other.isNullable()));
        }
        List<Expr> both = List.of(
                new ColumnRef(0, "one", one.withNullable(true)), new ColumnRef(1, "other", other.withNullable(true)));
        return FunctionRegistry.resolve("COALESCE", both) instanceof Resolution.Resolved(Expr expr)
                ? Optional.of(expr.type())
                : Optional.empty();
    }

    private static DataType type(Rows rows, Scope.Column column) {
        return rows.schema().type(rows.schema().indexOf(column.inner()).orElseThrow());
    }

    private static boolean isAligned(Rows rows, List<Column> columns) {
        List<Column> own = rows.schema().columns();
        if (own.size() != columns.size() || rows.scope().columns().size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            boolean isSame = own.get(i).name().equals(columns.get(i).name())
                    && own.get(i).name().equals(rows.scope().columns().get(i).inner())
                    && own.get(i).type().type().equals(columns.get(i).type().type());
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    private static StepConfig aligned(Rows rows, List<Column> columns, StepConfig config) {
        List<Json> list = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Scope.Column column = rows.scope().columns().get(i);
            String name = Names.quoteIfNeeded(column.inner());
            boolean isSame =
                    type(rows, column).type().equals(columns.get(i).type().type());
            list.add(JsonObject.of(
                    "name",
                    Json.of(columns.get(i).name()),
                    "expression",
                    Json.of(
                            isSame
                                    ? name
                                    : "CAST(" + name + " AS "
                                            + columns.get(i).type().type() + ")")));
        }
        return config.json(JsonObject.of("columns", new JsonArray(list)));
    }
}
