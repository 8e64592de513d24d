package io.millrace.plan.nodes.sql;

import io.millrace.model.document.PortName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.TextRange;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query;
import io.millrace.plan.sql.Query.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes semi and anti joins of queries in a WHERE. */
final class SemiJoins {

    private final Steps steps;
    private final Tables tables;
    private final QueryTranslation queries;
    private final String path;
    private final Working working;
    private String id = "";

    SemiJoins(Steps steps, Tables tables, QueryTranslation queries, String path, Working working) {
        this.steps = steps;
        this.tables = tables;
        this.queries = queries;
        this.path = path;
        this.working = working;
    }

    /** Adds those of the conditions that hold a query; says whether what comes out is known. */
    boolean add(List<Condition> conditions) {
        List<Condition> queried = conditions.stream()
                .filter(condition -> !(condition instanceof Condition.Plain))
                .toList();
        List<String> ids = Ids.apart(
                queried.stream().map(SemiJoins::name).toList(),
                queried.stream().map(condition -> steps.text(condition.range())).toList());
        boolean isKnown = true;
        for (int i = 0; isKnown && i < queried.size(); i++) {
            id = path + ids.get(i);
            isKnown = add(queried.get(i));
        }
        return isKnown;
    }

    private boolean add(Condition condition) {
        return switch (condition) {
            case Condition.In in -> in(in);
            case Condition.Exists exists -> exists(exists);
            case Condition.Plain plain -> throw new IllegalArgumentException("No query is in " + plain.part());
        };
    }

    private static String name(Condition condition) {
        return switch (condition) {
            case Condition.In in -> "in-" + in.value().text() + "-" + tables(in.query());
            case Condition.Exists exists -> "exists-" + tables(exists.query());
            case Condition.Plain plain -> throw new IllegalArgumentException("No query is in " + plain.part());
        };
    }

    private static String tables(Query query) {
        return String.join("-", query.tables());
    }

    private boolean in(Condition.In in) {
        Optional<Rows> rows = queries.translate(in.query(), id + "-", Optional.empty());
        Optional<List<String>> left = working.columns(List.of(in.value()), id + "-keys", in.range());
        if (rows.isEmpty() || left.isEmpty()) {
            return false;
        }
        List<Scope.Column> columns = rows.get().scope().columns();
        if (columns.size() != 1) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "The query behind IN has one column, which is compared; this one has " + columns.size(),
                    in.query().range());
            return false;
        }
        String right = columns.getFirst().inner();
        boolean mayBeNull = isNullable(working.rows(), left.get().getFirst()) || isNullable(rows.get(), right);
        if (in.isNegated() && mayBeNull) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "With NULL on either side NOT IN is never TRUE, so here it asks that there be none; say what you mean with NOT EXISTS (SELECT 1 FROM … WHERE … = …)",
                    in.range());
            return false;
        }
        return join(rows.get(), left.get(), List.of(right), in.isNegated(), in.range());
    }

    private static boolean isNullable(Rows rows, String column) {
        return rows.schema().type(rows.schema().indexOf(column).orElseThrow()).isNullable();
    }

    /** Without a GROUP BY they give one row, whatever there is. */
    private static boolean hasAggregates(Query.Select select) {
        return select.items().stream()
                .anyMatch(item -> item instanceof Query.Item.Value value
                        && !value.part().aggregates().isEmpty());
    }

    private boolean exists(Condition.Exists exists) {
        if (!(exists.query() instanceof Query.Select select)
                || select.groupBy().isPresent()
                || select.having().isPresent()
                || hasAggregates(select)) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "The query behind EXISTS is a plain SELECT … FROM … WHERE …; group in a query in brackets inside of it",
                    exists.query().range());
            return false;
        }
        List<Condition> pool = new ArrayList<>(select.where());
        Optional<Rows> rows =
                new FromTranslation(steps, tables, queries, id + "-").translate(select.from(), pool, Optional.empty());
        if (rows.isEmpty()) {
            return false;
        }
        Working inner = new Working(
                steps, id + "-", rows.get(), new PartScope(rows.get().scope()::meaning));
        List<Part> outside = new ArrayList<>();
        List<Part> inside = new ArrayList<>();
        List<TextRange> places = new ArrayList<>();
        boolean isKnown = true;
        for (Condition condition : pool) {
            if (!(condition instanceof Condition.Plain(Part part))) {
                steps.error(
                        PlanProblemCodes.QUERY_UNSUPPORTED,
                        "A query in a query in a WHERE cannot be used; join the rows",
                        condition.range());
                isKnown = false;
            } else if (isOf(rows.get(), part)) {
                isKnown &= inner.filter(part, "where");
            } else {
                isKnown &= correlated(rows.get(), part, outside, inside, places);
            }
        }
        if (isKnown && outside.isEmpty()) {
            steps.error(
                    PlanProblemCodes.JOIN_KEY,
                    "The query behind EXISTS says in its WHERE which of its rows belong to a row outside, by an equality",
                    exists.range());
            return false;
        }
        Optional<List<String>> left =
                isKnown ? working.columns(outside, id + "-keys", exists.range()) : Optional.empty();
        Optional<List<String>> right = isKnown ? inner.columns(inside, "keys", exists.range()) : Optional.empty();
        return left.isPresent()
                && right.isPresent()
                && join(inner.rows(), left.get(), right.get(), exists.isNegated(), exists.range());
    }

    /** Whether a part is about these rows. A name that begins with a table outside is not, even if a column is called like that. */
    private boolean isOf(Rows rows, Part part) {
        return part.names().stream().map(name -> name.name().orElseThrow()).allMatch(names -> {
            boolean isOutside = names.size() > 1
                    && !rows.scope().equals(working.rows().scope())
                    && rows.scope().of(names.getFirst()).isEmpty()
                    && !working.rows().scope().of(names.getFirst()).isEmpty();
            return !isOutside && rows.scope().meaning(names) instanceof PartScope.Meaning.Found;
        });
    }

    /** An equality of something inside and something outside. */
    private boolean correlated(
            Rows inner, Part condition, List<Part> outside, List<Part> inside, List<TextRange> places) {
        Optional<Part.Compared> equality =
                condition.compared().filter(compared -> compared.operator().equals("="));
        if (equality.isPresent()) {
            for (Part.Compared way : List.of(equality.get(), equality.get().turned())) {
                boolean isNamed =
                        !way.left().names().isEmpty() && !way.right().names().isEmpty();
                if (isNamed && isOf(inner, way.left()) && isOf(working.rows(), way.right())) {
                    inside.add(way.left());
                    outside.add(way.right());
                    places.add(condition.range());
                    return true;
                }
            }
        }
        Scope all = inner.scope().and(working.rows().scope());
        boolean isUnknown =
                condition.names().stream().anyMatch(name -> !isOf(inner, name) && !isOf(working.rows(), name));
        if (isUnknown) {
            condition.names().stream()
                    .filter(name -> !isOf(inner, name) && !isOf(working.rows(), name))
                    .forEach(name -> steps.type(name, inner.schema(), new PartScope(all::meaning)));
        } else {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "What the query behind EXISTS says of rows outside are equalities; join the rows for anything else",
                    condition.range());
        }
        return false;
    }

    private boolean join(Rows right, List<String> leftKeys, List<String> rightKeys, boolean isAnti, TextRange place) {
        StepConfig config = new StepConfig(place);
        Rows left = working.rows();
        List<TextRange> places = leftKeys.stream().map(_ -> place).toList();
        JsonObject json = JsonObject.of(
                "kind",
                Json.of(Joining.isLookedUp(left, right) ? "lookup" : "regular"),
                "type",
                Json.of(isAnti ? "anti" : "semi"),
                "on",
                Joining.on(leftKeys, rightKeys, places, config));
        Optional<Rows> rows = steps.add(
                id,
                "join",
                config.json(json),
                Map.of(new PortName("left"), List.of(left), new PortName("right"), List.of(right)));
        rows.ifPresent(known ->
                working.become(new Rows(known.origin(), known.port(), left.scope(), known.ancestors(), left.window())));
        return rows.isPresent();
    }
}
