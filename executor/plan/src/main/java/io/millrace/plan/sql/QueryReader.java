package io.millrace.plan.sql;

import io.millrace.model.problem.TextRange;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Query.Alias;
import io.millrace.plan.sql.Query.Condition;
import io.millrace.plan.sql.Query.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/**
 * Syntax tree to {@link Query}. The subset is closed here: what is not read has no meaning, and each such place is reported with what to
 * do instead.
 */
final class QueryReader {

    /** Expressions in brackets are bounded as everywhere; chains of UNION have the bound of all queries of a text. */
    private final ParsableText source;

    private final List<ExpressionProblem> problems;
    private final FromReader froms;
    private final OverReader overs;

    QueryReader(ParsableText source, List<ExpressionProblem> problems) {
        this.source = source;
        this.problems = problems;
        froms = new FromReader(source, problems, this);
        overs = new OverReader(source, problems);
    }

    static boolean isQuery(SqlNode node) {
        return switch (node.getKind()) {
            case SELECT, UNION, EXCEPT, INTERSECT, ORDER_BY, VALUES, WITH, EXPLICIT_TABLE -> true;
            default -> false;
        };
    }

    /** The query; empty when it is none at all. Parts of it that have no meaning are reported and left out. */
    Optional<Query> read(SqlNode node) {
        return switch (node) {
            case SqlSelect select -> select(select);
            case SqlWith with -> with(with);
            case SqlOrderBy order -> first(order);
            case SqlBasicCall call when call.getKind() == SqlKind.UNION -> union(call);
            default ->
                refused(
                        node,
                        switch (node.getKind()) {
                            case EXCEPT ->
                                "EXCEPT cannot be used; WHERE NOT EXISTS (SELECT …) leaves rows out that others match";
                            case INTERSECT ->
                                "INTERSECT cannot be used; WHERE EXISTS (SELECT …) keeps rows that others match";
                            case VALUES -> "Rows come from the inputs of the node, so VALUES cannot be used";
                            default -> "A query begins with SELECT or WITH";
                        });
        };
    }

    private Optional<Query> with(SqlWith with) {
        List<Query.Named> named = new ArrayList<>();
        for (SqlNode item : with.withList) {
            SqlWithItem one = (SqlWithItem) item;
            if (one.recursive != null && one.recursive.booleanValue()) {
                refuse(one, "A query cannot read itself, so WITH RECURSIVE cannot be used");
            }
            read(one.query)
                    .ifPresent(query -> named.add(
                            new Query.Named(TextPlaces.range(one), written(one.name), names(one.columnList), query)));
        }
        return read(with.body).map(body -> new Query.With(TextPlaces.range(with), named, body));
    }

    private Optional<Query> first(SqlOrderBy ordered) {
        Optional<Query> query = read(ordered.query);
        SqlNode place = ordered.orderList.isEmpty() ? ordered : ordered.orderList;
        Optional<Long> limit =
                Optional.ofNullable(ordered.fetch).flatMap(fetch -> part(fetch).wholeNumber());
        if (ordered.offset != null) {
            refuse(ordered.offset, "OFFSET cannot be used; number rows with ROW_NUMBER() and leave some out");
        }
        if (ordered.fetch == null) {
            refuse(
                    place,
                    "Rows without end are in no order but that of their time, so ORDER BY needs a LIMIT: the first rows of all");
        } else if (limit.isEmpty()) {
            refuse(ordered.fetch, "LIMIT is a whole number");
        } else if (ordered.orderList.isEmpty()) {
            refuse(ordered.fetch, "Which rows a LIMIT keeps is said by an ORDER BY before it");
        }
        if (query.isEmpty() || limit.isEmpty() || ordered.orderList.isEmpty()) {
            return query;
        }
        TextRange range = new TextRange(
                TextPlaces.start(ordered.orderList), Math.max(TextPlaces.end(ordered), TextPlaces.end(ordered.fetch)));
        return Optional.of(new Query.First(range, query.get(), overs.order(ordered.orderList), limit.get()));
    }

    private Optional<Query> union(SqlBasicCall union) {
        List<SqlNode> nodes = new ArrayList<>();
        SqlNode at = union;
        // A chain of UNIONs leans to the left.
        while (at instanceof SqlBasicCall call
                && call.getOperator().getName().equals(union.getOperator().getName())) {
            nodes.addFirst(call.operand(1));
            at = call.operand(0);
        }
        nodes.addFirst(at);
        List<Query> branches =
                nodes.stream().map(this::read).flatMap(Optional::stream).toList();
        return branches.size() < nodes.size()
                ? Optional.empty()
                : Optional.of(new Query.Union(
                        TextPlaces.range(union),
                        branches,
                        union.getOperator().getName().equals("UNION ALL")));
    }

    private Optional<Query> select(SqlSelect select) {
        if (select.getQualify() != null) {
            refuse(select.getQualify(), "QUALIFY cannot be used; put the SELECT in brackets and a WHERE around it");
        }
        Map<String, SqlWindow> windows = windows(select.getWindowList());
        List<Item> items = new ArrayList<>();
        Map<Part, Windowing> windowings = new HashMap<>();
        for (SqlNode node : select.getSelectList()) {
            Item item = item(node);
            items.add(item);
            if (item instanceof Item.Value value) {
                value.part().overs().forEach(part -> overs.read(part, windows)
                        .ifPresent(over -> windowings.put(part, over)));
            }
        }
        List<Condition> where = select.getWhere() == null ? List.of() : conditions(select.getWhere());
        Optional<List<Part>> groups = Optional.ofNullable(select.getGroup()).map(this::groups);
        Optional<Part> having = Optional.ofNullable(select.getHaving()).map(this::part);
        if (select.getFrom() == null) {
            return refused(select, "A SELECT reads something: its FROM is missing");
        }
        return froms.read(select.getFrom())
                .map(from -> new Query.Select(
                        TextPlaces.range(select), select.isDistinct(), items, from, where, groups, having, windowings));
    }

    private Map<String, SqlWindow> windows(@Nullable SqlNodeList list) {
        Map<String, SqlWindow> windows = new HashMap<>();
        if (list != null) {
            list.forEach(node -> {
                SqlWindow window = (SqlWindow) node;
                if (window.getDeclName() != null) {
                    windows.put(written(window.getDeclName()), window);
                }
            });
        }
        return windows;
    }

    private Item item(SqlNode node) {
        if (node instanceof SqlIdentifier name && name.isStar()) {
            List<String> names = TextPlaces.names(name, source);
            if (names.size() > 2) {
                refuse(node, "`*` stands for the columns of a table; name the fields of a row one by one");
            }
            Optional<String> table = names.size() > 1 ? Optional.of(names.getFirst()) : Optional.empty();
            return new Item.All(TextPlaces.range(node), table);
        }
        if (node.getKind() == SqlKind.AS) {
            SqlCall as = (SqlCall) node;
            return new Item.Value(TextPlaces.range(node), part(as.operand(0)), Optional.of(written(as.operand(1))));
        }
        Part part = part(node);
        return new Item.Value(TextPlaces.range(node), part, part.name().map(List::getLast));
    }

    private List<Part> groups(SqlNodeList list) {
        List<Part> groups = new ArrayList<>();
        for (SqlNode node : list) {
            switch (node.getKind()) {
                case ROLLUP, CUBE, GROUPING_SETS ->
                    refuse(
                            node,
                            node.getKind().name().replace('_', ' ')
                                    + " cannot be used; GROUP BY each set in a SELECT of its own, with UNION ALL between");
                default -> {
                    if (node instanceof SqlNodeList inner) {
                        inner.forEach(one -> groups.add(part(one)));
                    } else {
                        groups.add(part(node));
                    }
                }
            }
        }
        return groups;
    }

    /** What a condition joins by AND, each by itself. */
    List<Condition> conditions(SqlNode node) {
        List<Condition> conditions = new ArrayList<>();
        List<SqlNode> parts = node.getKind() == SqlKind.AND ? Binder.chain((SqlCall) node) : List.of(node);
        for (SqlNode part : parts) {
            if (part.getKind() == SqlKind.AND) {
                conditions.addAll(conditions(part));
            } else {
                condition(part).ifPresent(conditions::add);
            }
        }
        return conditions;
    }

    private Optional<Condition> condition(SqlNode node) {
        boolean isNegated = false;
        SqlNode at = node;
        while (at.getKind() == SqlKind.NOT) {
            isNegated = !isNegated;
            at = ((SqlCall) at).operand(0);
        }
        TextRange range = TextPlaces.range(node);
        boolean negated = isNegated;
        if (at.getKind() == SqlKind.EXISTS) {
            return read(((SqlCall) at).operand(0)).map(query -> new Condition.Exists(range, query, negated));
        }
        boolean isIn = at.getKind() == SqlKind.IN || at.getKind() == SqlKind.NOT_IN;
        if (isIn && isQuery(((SqlCall) at).operand(1))) {
            boolean isNotIn = at.getKind() == SqlKind.NOT_IN;
            Part value = part(((SqlCall) at).operand(0));
            return read(((SqlCall) at).operand(1))
                    .map(query -> new Condition.In(range, value, query, negated != isNotIn));
        }
        return Optional.of(new Condition.Plain(part(node)));
    }

    Part part(SqlNode node) {
        return new Part(node, source);
    }

    Alias alias(SqlCall as) {
        List<SqlNode> operands = as.getOperandList();
        List<String> columns = operands.subList(2, operands.size()).stream()
                .map(column -> written((SqlIdentifier) column))
                .toList();
        return new Alias(Optional.of(written(as.operand(1))), columns);
    }

    String written(SqlIdentifier name) {
        return TextPlaces.names(name, source).getLast();
    }

    private List<String> names(@Nullable SqlNodeList list) {
        return list == null
                ? List.of()
                : list.stream().map(name -> written((SqlIdentifier) name)).toList();
    }

    private Optional<Query> refused(SqlNode node, String message) {
        refuse(node, message);
        return Optional.empty();
    }

    private void refuse(SqlNode node, String message) {
        problems.add(ExpressionProblem.at(
                PlanProblemCodes.QUERY_UNSUPPORTED, message, TextPlaces.start(node), TextPlaces.end(node)));
    }
}
