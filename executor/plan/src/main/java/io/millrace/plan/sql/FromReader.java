package io.millrace.plan.sql;

import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Query.Alias;
import io.millrace.plan.sql.Query.Condition;
import io.millrace.plan.sql.Query.From;
import io.millrace.plan.sql.Query.JoinType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** Reads what stands behind FROM. */
final class FromReader {

    /** A join more is a mistake of whoever made the text: each is an operator with state of its own. */
    private static final int MOST_JOINS = 50;

    /** The windows, and how many lengths each has at least. */
    private static final Map<String, Integer> WINDOWS = Map.of("TUMBLE", 1, "HOP", 2, "CUMULATE", 2, "SESSION", 1);

    private final ParsableText source;
    private final List<ExpressionProblem> problems;
    private final QueryReader queries;

    FromReader(ParsableText source, List<ExpressionProblem> problems, QueryReader queries) {
        this.source = source;
        this.problems = problems;
        this.queries = queries;
    }

    Optional<From> read(SqlNode node) {
        return node instanceof SqlJoin join ? joined(join) : single(node, Alias.NONE);
    }

    /** Joins lean to the left; they are gone through from the lower end, so that none needs a stack. */
    private Optional<From> joined(SqlJoin outer) {
        List<SqlJoin> joins = new ArrayList<>();
        SqlNode at = outer;
        while (at instanceof SqlJoin join) {
            joins.addFirst(join);
            at = join.getLeft();
        }
        if (joins.size() > MOST_JOINS) {
            return refused(
                    joins.get(MOST_JOINS).getRight(),
                    "A FROM has at most " + MOST_JOINS + " joins; put some of them in a node of their own before");
        }
        Optional<From> left = single(at, Alias.NONE);
        for (SqlJoin join : joins) {
            Optional<From> right = read(join.getRight());
            List<Condition> on = conditions(join);
            Optional<JoinType> type = type(join);
            left = left.isPresent() && right.isPresent() && type.isPresent()
                    ? Optional.of(
                            new From.Joined(TextPlaces.range(join.getRight()), type.get(), left.get(), right.get(), on))
                    : Optional.empty();
        }
        return left;
    }

    private List<Condition> conditions(SqlJoin join) {
        if (join.isNatural() || join.getConditionType() == JoinConditionType.USING) {
            refuse(
                    join.getRight(),
                    "Say which columns must be equal with ON, such as ON a.id = b.id; NATURAL and USING cannot be used");
            return List.of();
        }
        SqlNode condition = join.getCondition();
        return condition == null ? List.of() : queries.conditions(condition);
    }

    private Optional<JoinType> type(SqlJoin join) {
        return switch (join.getJoinType()) {
            // What must be equal may stand in the WHERE.
            case INNER, CROSS, COMMA -> Optional.of(JoinType.INNER);
            case LEFT -> Optional.of(JoinType.LEFT);
            case RIGHT -> Optional.of(JoinType.RIGHT);
            case FULL -> Optional.of(JoinType.FULL);
            case LEFT_SEMI_JOIN, LEFT_ANTI_JOIN, ASOF, LEFT_ASOF -> {
                refuse(join.getRight(), "Such a join cannot be used; INNER, LEFT, RIGHT and FULL joins can");
                yield Optional.empty();
            }
        };
    }

    private Optional<From> single(SqlNode node, Alias alias) {
        return switch (node.getKind()) {
            case AS -> single(((SqlCall) node).operand(0), queries.alias((SqlCall) node));
            case IDENTIFIER -> table(node, (SqlIdentifier) node, alias);
            case JOIN -> read(node);
            case COLLECTION_TABLE -> function(node, ((SqlCall) node).operand(0), alias);
            case SNAPSHOT ->
                refused(
                        node,
                        "FOR SYSTEM_TIME AS OF cannot be used; join the table as it is: rows of one that ends are looked up");
            case LATERAL, UNNEST ->
                refused(node, node.getKind() + " cannot be used here; an unnest node before makes rows of an array");
            case MATCH_RECOGNIZE -> refused(node, "MATCH_RECOGNIZE cannot be used");
            case EXPLICIT_TABLE ->
                ((SqlCall) node).operand(0) instanceof SqlIdentifier name
                        ? table(node, name, alias)
                        : refused(node, "TABLE names an input");
            default ->
                QueryReader.isQuery(node)
                        ? queries.read(node).map(query -> new From.Derived(TextPlaces.range(node), query, alias))
                        : refused(node, "FROM reads inputs, queries in brackets and windows; this is none of them");
        };
    }

    private Optional<From> table(SqlNode node, SqlIdentifier name, Alias alias) {
        List<String> names = TextPlaces.names(name, source);
        return names.size() == 1
                ? Optional.of(new From.Table(TextPlaces.range(node), names.getFirst(), alias))
                : refused(node, "An input has no dots in its name; one that has stands in backticks");
    }

    private Optional<From> function(SqlNode place, SqlNode called, Alias alias) {
        String name =
                called instanceof SqlCall call ? call.getOperator().getName().toUpperCase(Locale.ROOT) : "";
        if (!(called instanceof SqlCall call) || !WINDOWS.containsKey(name)) {
            return refused(
                    called,
                    "TABLE(…) makes windows: TUMBLE, HOP, CUMULATE or SESSION; there is no other function for it");
        }
        int lengths = WINDOWS.getOrDefault(name, 1);
        boolean takesOffset = !name.equals("SESSION");
        List<SqlNode> operands = call.getOperandList();
        if (operands.stream().anyMatch(operand -> operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT)) {
            return refused(called, "Arguments of " + name + " have no names: " + example(name));
        }
        if (operands.size() < 2 + lengths || operands.size() > 2 + lengths + (takesOffset ? 1 : 0)) {
            return refused(called, name + " is written " + example(name));
        }
        List<Part> partition = List.of();
        SqlNode rows = operands.getFirst();
        if (rows.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            SqlCall set = (SqlCall) rows;
            partition = set.operand(1) instanceof SqlNodeList list
                    ? list.stream().map(queries::part).toList()
                    : List.of();
            rows = set.operand(0);
        }
        boolean isTable = rows.getKind() == SqlKind.EXPLICIT_TABLE;
        SqlNode time = operands.get(1);
        boolean isTimed = time instanceof SqlCall descriptor
                && descriptor.getOperator().getName().equals("DESCRIPTOR")
                && descriptor.operandCount() == 1;
        if (!isTable || !isTimed) {
            return refused(isTable ? time : operands.getFirst(), name + " is written " + example(name));
        }
        Optional<From> table = ((SqlCall) rows).operand(0) instanceof SqlIdentifier input
                ? table(input, input, Alias.NONE)
                : Optional.empty();
        if (!(table.orElse(null) instanceof From.Table of)) {
            return refused(rows, name + " is written " + example(name));
        }
        return Optional.of(new From.Windowed(
                TextPlaces.range(place),
                name,
                of,
                queries.part(((SqlCall) time).operand(0)),
                operands.subList(2, operands.size()).stream().map(queries::part).toList(),
                partition,
                alias));
    }

    private static String example(String window) {
        return switch (window) {
            case "HOP" ->
                "HOP(TABLE input, DESCRIPTOR(time), INTERVAL '2' SECOND, INTERVAL '10' SECOND), the slide before the size";
            case "CUMULATE" ->
                "CUMULATE(TABLE input, DESCRIPTOR(time), INTERVAL '1' HOUR, INTERVAL '1' DAY), the step before the size";
            case "SESSION" -> "SESSION(TABLE input PARTITION BY key, DESCRIPTOR(time), INTERVAL '10' MINUTE)";
            default -> "TUMBLE(TABLE input, DESCRIPTOR(time), INTERVAL '10' SECOND)";
        };
    }

    private Optional<From> refused(SqlNode node, String message) {
        refuse(node, message);
        return Optional.empty();
    }

    private void refuse(SqlNode node, String message) {
        problems.add(ExpressionProblem.at(
                PlanProblemCodes.QUERY_UNSUPPORTED, message, TextPlaces.start(node), TextPlaces.end(node)));
    }
}
