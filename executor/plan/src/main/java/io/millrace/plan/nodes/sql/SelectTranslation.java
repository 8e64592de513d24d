package io.millrace.plan.nodes.sql;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Aggregated;
import io.millrace.plan.sql.Names;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query;
import io.millrace.plan.sql.Query.Condition;
import io.millrace.plan.sql.Query.From;
import io.millrace.plan.sql.Query.Item;
import io.millrace.plan.sql.Windowing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes steps of one SELECT, clause by clause in the order in which they are computed. */
final class SelectTranslation {

    private final Steps steps;
    private final Tables tables;
    private final QueryTranslation queries;
    private final Query.Select select;
    private final String path;

    SelectTranslation(Steps steps, Tables tables, QueryTranslation queries, Query.Select select, String path) {
        this.steps = steps;
        this.tables = tables;
        this.queries = queries;
        this.select = select;
        this.path = path;
    }

    /** Its rows. {@code bound} is what the SELECT around it says of a column of it. */
    Optional<Rows> translate(Optional<RankBound> bound) {
        Optional<RankBound> own = RankBound.of(select).filter(this::isRank).findFirst();
        List<Condition> pool = new ArrayList<>(select.where());
        own.ifPresent(rank -> pool.remove(rank.condition()));
        checkPlaces(pool);
        Optional<Rows> read = new FromTranslation(steps, tables, queries, path).translate(select.from(), pool, own);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Working working =
                new Working(steps, path, read.get(), new PartScope(read.get().scope()::meaning));
        if (!filter(working, pool)) {
            return Optional.empty();
        }
        Optional<Working> grouped =
                isGrouped() ? new Grouping(steps, select, path, working).translate() : ungrouped(working);
        Set<Part> unseen = new HashSet<>();
        boolean isNumbered =
                grouped.isPresent() && new Overs(steps, select, path, grouped.get()).translate(bound, unseen);
        if (!isNumbered) {
            return Optional.empty();
        }
        return columns(grouped.get(), unseen)
                .flatMap(rows -> select.isDistinct()
                        ? new Distinct(steps).of(rows, path + "distinct", select.range())
                        : Optional.of(rows));
    }

    /** Whether a bound is one of a number that the query inside gives to its rows. */
    private boolean isRank(RankBound bound) {
        Optional<Query> inner =
                switch (select.from()) {
                    // Other names for the columns would no longer fit once there is no column of the number.
                    case From.Derived(var _, Query query, Query.Alias alias) ->
                        Optional.of(query).filter(_ -> alias.columns().isEmpty());
                    case From.Table table ->
                        tables.query(table.name())
                                .map(Tables.Declared::query)
                                .filter(named -> named.columns().isEmpty()
                                        && table.alias().columns().isEmpty())
                                .map(Query.Named::query);
                    case From.Joined _, From.Windowed _ -> Optional.empty();
                };
        return inner.filter(Query.Select.class::isInstance)
                .map(Query.Select.class::cast)
                .filter(numbering -> numbering.items().stream()
                        .anyMatch(item -> item instanceof Item.Value value
                                && value.alias().equals(Optional.of(bound.column()))
                                && Optional.ofNullable(numbering.overs().get(value.part()))
                                        .filter(over -> over.function().equals("ROW_NUMBER"))
                                        .isPresent()))
                .isPresent();
    }

    /** Aggregates are computed behind the WHERE, and OVERs in the list of a SELECT. */
    private void checkPlaces(List<Condition> where) {
        Stream<Part> conditions = where.stream()
                .flatMap(condition ->
                        condition instanceof Condition.Plain(Part part) ? Stream.of(part) : Stream.empty());
        conditions.forEach(part -> {
            for (Aggregated aggregated : part.aggregates()) {
                steps.error(
                        PlanProblemCodes.FUNCTION_AGGREGATE,
                        "WHERE looks at rows before they are grouped; put a condition on " + aggregated.function()
                                + " into HAVING",
                        aggregated.part().range());
            }
            refuseOvers(part, "WHERE");
        });
        select.having().ifPresent(part -> refuseOvers(part, "HAVING"));
        select.groupBy().orElse(List.of()).forEach(part -> refuseOvers(part, "GROUP BY"));
    }

    private void refuseOvers(Part part, String clause) {
        for (Part over : part.overs()) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "OVER stands in the list of a SELECT; put that in brackets and the " + clause + " around it",
                    over.range());
        }
    }

    /** What is left of the WHERE; semi joins come last, since they keep state. */
    private boolean filter(Working working, List<Condition> where) {
        boolean isKnown = true;
        for (Condition condition : where) {
            if (condition instanceof Condition.Plain(Part part)
                    && part.aggregates().isEmpty()
                    && part.overs().isEmpty()) {
                isKnown &= working.filter(part, "where");
            }
        }
        return isKnown && new SemiJoins(steps, tables, queries, path, working).add(where);
    }

    private boolean isGrouped() {
        return select.groupBy().isPresent()
                || select.having().isPresent()
                || parts().anyMatch(part -> !part.aggregates().isEmpty());
    }

    private Stream<Part> parts() {
        return select.items().stream()
                .filter(Item.Value.class::isInstance)
                .map(item -> ((Item.Value) item).part())
                .flatMap(part -> Stream.concat(
                        Stream.of(part),
                        Optional.ofNullable(select.overs().get(part)).stream().flatMap(SelectTranslation::within)));
    }

    private static Stream<Part> within(Windowing over) {
        return Stream.of(
                        over.arguments().stream(),
                        over.window().partition().stream(),
                        over.window().order().stream().map(Query.Order::part))
                .flatMap(part -> part);
    }

    private Optional<Working> ungrouped(Working working) {
        if (working.rows().window().isEmpty()) {
            return Optional.of(working);
        }
        steps.error(
                PlanProblemCodes.QUERY_UNSUPPORTED,
                "Rows of a window are grouped: GROUP BY window_start, window_end, and whatever else",
                working.rows().window().get().range());
        return Optional.empty();
    }

    /** The list of the SELECT. */
    private Optional<Rows> columns(Working working, Set<Part> unseen) {
        StepConfig config = new StepConfig(select.range());
        List<Json> columns = new ArrayList<>();
        boolean areKnown = true;
        int position = 0;
        for (Item item : select.items()) {
            switch (item) {
                case Item.All all -> areKnown &= addAll(all, working, config, columns);
                case Item.Value value -> {
                    if (!unseen.contains(value.part())) {
                        add(value, "EXPR$" + position, working, config, columns);
                    }
                }
            }
            position++;
        }
        if (!areKnown) {
            return Optional.empty();
        }
        return isAsItIs(working.rows(), config, columns)
                ? Optional.of(working.rows().with(Rows.scopeOf(working.rows().port(), Optional.empty())))
                : steps.add(
                        path + "select",
                        "select",
                        config.json(JsonObject.of("columns", new JsonArray(columns))),
                        working.rows());
    }

    private boolean addAll(Item.All all, Working working, StepConfig config, List<Json> columns) {
        if (isGrouped()) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "Which columns there are when rows are grouped is said one by one, not by `*`",
                    all.range());
            return false;
        }
        Scope scope = working.rows().scope();
        List<Scope.Column> listed = all.table().map(scope::of).orElse(scope.columns());
        if (listed.isEmpty()) {
            String table = all.table().orElse("*");
            steps.misspelt(
                    PlanProblemCodes.QUERY_TABLE,
                    "There is no table `" + table + "` here",
                    table,
                    scope.tables(),
                    all.range());
            return false;
        }
        for (Scope.Column column : listed) {
            config.place(FieldPath.of("columns").index(columns.size()), all.range());
            columns.add(JsonObject.of(
                    "name", Json.of(column.name()), "expression", Json.of(Names.quoteIfNeeded(column.inner()))));
        }
        return true;
    }

    private static void add(
            Item.Value value, String otherwise, Working working, StepConfig config, List<Json> columns) {
        FieldPath field = FieldPath.of("columns").index(columns.size());
        config.place(field, value.range());
        config.formula(field.key("expression"), value.part(), working.scope());
        columns.add(JsonObject.of(
                "name",
                Json.of(value.alias().orElse(otherwise)),
                "expression",
                Json.of(value.part().text())));
    }

    /** Whether the list says nothing new: {@code SELECT *} of one table. */
    private static boolean isAsItIs(Rows rows, StepConfig config, List<Json> columns) {
        List<String> names = rows.schema().names();
        if (columns.size() != names.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            JsonObject column = (JsonObject) columns.get(i);
            boolean isSame = column.text("name").equals(Optional.of(names.get(i)))
                    && config.formula(FieldPath.of("columns").index(i).key("expression"))
                            .isEmpty()
                    && column.text("expression").equals(Optional.of(Names.quoteIfNeeded(names.get(i))));
            if (!isSame) {
                return false;
            }
        }
        return true;
    }
}
