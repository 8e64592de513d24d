package io.millrace.plan.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/**
 * A call of the parser's tree in the words of the function registry: the many spellings of SQL become a name and
 * operands. The subset is closed here: a shape that is not listed has no meaning.
 */
sealed interface CallShape {

    /** A function of the registry, if it has one by this name. */
    record Function(String name, List<Argument> arguments) implements CallShape {}

    /** What a function is applied to. */
    sealed interface Argument {

        /** An expression. */
        record Operand(SqlNode node) implements Argument {}

        /** The name of a field. */
        record Field(SqlIdentifier name) implements Argument {}

        /** A word of the language, which the registry takes as a text. */
        record Word(String text) implements Argument {}
    }

    /** The negation of a function. */
    record Not(CallShape inner) implements CallShape {}

    /** A CAST. */
    record Conversion(SqlNode operand, SqlDataTypeSpec type, boolean safe) implements CallShape {}

    /** SQL without a meaning here, and a sentence why. */
    record Refused(SqlNode part, String message) implements CallShape {}

    /** Operators that are functions under their own name. */
    Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||", "NOT");

    /** Functions that the parser knows by a grammar of their own. */
    Set<String> NAMED = Set.of("SUBSTRING", "POSITION", "OVERLAY");

    /** What clauses of the JSON functions may say: what is so without them, which the parser also adds. */
    Set<String> DEFAULTS = Set.of("NULL", "FALSE", "WITHOUT_ARRAY");

    /** Operators with a name that are negated by an IS NOT inside of it. */
    Set<String> TESTS = Set.of(
            "IS NULL",
            "IS TRUE",
            "IS FALSE",
            "IS UNKNOWN",
            "IS DISTINCT FROM",
            "IS JSON VALUE",
            "IS JSON OBJECT",
            "IS JSON ARRAY",
            "IS JSON SCALAR");

    static Optional<CallShape> of(SqlCall call, ParsableText source) {
        return Optional.ofNullable(
                switch (call.getKind()) {
                    case CASE -> caseOf((SqlCase) call);
                    case AND, OR -> function(call.getOperator().getName(), Binder.chain(call));
                    case IN, NOT_IN -> in(call);
                    case BETWEEN -> between(call);
                    case LIKE -> like(call);
                    case CAST, SAFE_CAST -> conversion(call);
                    case EXTRACT -> withUnit("EXTRACT", 0, call.operand(0), call.operand(1));
                    case FLOOR, CEIL -> rounding(call);
                    case TRIM -> trim(call);
                    case ARRAY_VALUE_CONSTRUCTOR, MAP_VALUE_CONSTRUCTOR, ROW ->
                        function(call.getOperator().getName(), call.getOperandList());
                    case ITEM -> function("[]", call.getOperandList());
                    case DOT -> field(call);
                    case TIMESTAMP_DIFF, TIMESTAMP_ADD ->
                        withUnit(call.getOperator().getName(), 0, call.operand(0), call.operand(1), call.operand(2));
                    case SELECT, UNION, EXCEPT, INTERSECT, EXISTS, ORDER_BY, VALUES, WITH ->
                        new Refused(
                                call, "A query inside of an expression cannot be used; join the rows in a join node");
                    case OVER -> new Refused(call, "OVER cannot be used in an expression");
                    case FILTER, WITHIN_GROUP, WITHIN_DISTINCT ->
                        new Refused(call, "Aggregates are computed by an aggregate node, not in an expression");
                    default -> other(call, source);
                });
    }

    private static @Nullable CallShape other(SqlCall call, ParsableText source) {
        String name = call.getOperator().getName();
        if (call.getOperator() instanceof SqlUnresolvedFunction unresolved) {
            return named(call, unresolved, source);
        }
        if (TESTS.contains(name)) {
            return function(name, call.getOperandList());
        }
        if (name.equals("JSON_VALUE") || name.equals("JSON_QUERY") || name.equals("JSON_EXISTS")) {
            return onPath(call, name);
        }
        if (name.startsWith("IS NOT ") && TESTS.contains("IS " + name.substring("IS NOT ".length()))) {
            return new Not(function("IS " + name.substring("IS NOT ".length()), call.getOperandList()));
        }
        boolean isPlain = OPERATORS.contains(name) && isComplete(call, call.operandCount());
        if (name.equals("TRANSLATE3")) {
            return function("TRANSLATE", call.getOperandList());
        }
        return isPlain || NAMED.contains(name) ? function(name, call.getOperandList()) : null;
    }

    /** What stands behind the path says what to answer instead of NULL. */
    private static CallShape onPath(SqlCall call, String name) {
        for (int i = 2; i < call.operandCount(); i++) {
            SqlNode clause = call.operand(i);
            boolean isDefault = clause instanceof SqlLiteral symbol
                    && (symbol.getValue() instanceof SqlJsonEmptyOrError
                            || symbol.getValue() instanceof Enum<?> word && DEFAULTS.contains(word.name()));
            if (!isDefault) {
                return new Refused(
                        call, name + " answers NULL, or FALSE, where there is no value: COALESCE and CAST do the rest");
            }
        }
        return function(name, List.of(call.operand(0), call.operand(1)));
    }

    private static CallShape named(SqlCall call, SqlUnresolvedFunction unresolved, ParsableText source) {
        SqlIdentifier identifier = unresolved.getSqlIdentifier();
        if (identifier != null && !identifier.isSimple()) {
            return new Refused(call, "A function has no dots in its name");
        }
        if (call.getFunctionQuantifier() != null) {
            return new Refused(call, "DISTINCT is for aggregates, which an aggregate node computes, not an expression");
        }
        String name = source.names().getOrDefault(TextPlaces.start(call), unresolved.getName());
        return function(name.toUpperCase(Locale.ROOT), call.getOperandList());
    }

    private static CallShape caseOf(SqlCase call) {
        List<SqlNode> operands = new ArrayList<>();
        for (int i = 0; i < call.getWhenOperands().size(); i++) {
            operands.add(call.getWhenOperands().get(i));
            operands.add(call.getThenOperands().get(i));
        }
        SqlNode otherwise = call.getElseOperand();
        if (otherwise != null) {
            operands.add(otherwise);
        }
        return function("CASE", operands);
    }

    private static CallShape in(SqlCall call) {
        if (!(call.operand(1) instanceof SqlNodeList items)) {
            return new Refused(
                    call.operand(1), "A query inside of an expression cannot be used; join the rows in a join node");
        }
        List<SqlNode> operands = new ArrayList<>();
        operands.add(call.operand(0));
        items.forEach(operands::add);
        CallShape in = function("IN", operands);
        return call.getOperator().getName().equals("IN") ? in : new Not(in);
    }

    private static CallShape between(SqlCall call) {
        SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
        if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
            return new Refused(call, "BETWEEN SYMMETRIC cannot be used; order the bounds");
        }
        CallShape between = function("BETWEEN", call.getOperandList());
        return operator.isNegated() ? new Not(between) : between;
    }

    private static CallShape like(SqlCall call) {
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        String name = operator.getName();
        if (!name.equals("LIKE") && !name.equals("NOT LIKE")) {
            return new Refused(call, name + " cannot be used in an expression; LIKE can");
        }
        CallShape like = function("LIKE", call.getOperandList());
        return operator.isNegated() ? new Not(like) : like;
    }

    private static @Nullable CallShape conversion(SqlCall call) {
        String name = call.getOperator().getName();
        boolean isKnown = name.equals("CAST") || name.equals("TRY_CAST");
        return isKnown && call.operandCount() == 2 && call.operand(1) instanceof SqlDataTypeSpec type
                ? new Conversion(call.operand(0), type, name.equals("TRY_CAST"))
                : null;
    }

    /** FLOOR and CEIL of a number have one operand, those of a time a unit as well. */
    private static CallShape rounding(SqlCall call) {
        String name = call.getOperator().getName();
        return call.operandCount() == 2
                ? withUnit(name, 1, call.operand(1), call.operand(0))
                : function(name, call.getOperandList());
    }

    private static CallShape field(SqlCall call) {
        if (!(call.operand(1) instanceof SqlIdentifier name) || !name.isSimple()) {
            return new Refused(call, "The name of a field stands behind the dot");
        }
        return new Function(".", List.of(new Argument.Operand(call.operand(0)), new Argument.Field(name)));
    }

    private static CallShape trim(SqlCall call) {
        SqlLiteral flag = call.operand(0);
        SqlNode characters = call.operand(1);
        SqlNode text = call.operand(2);
        SqlTrimFunction.Flag side = flag.getValueAs(SqlTrimFunction.Flag.class);
        // Characters that nobody wrote are a space at the place of the whole call.
        boolean areWritten = TextPlaces.start(characters) != TextPlaces.start(call);
        if (!areWritten && side == SqlTrimFunction.Flag.BOTH) {
            return function("TRIM", List.of(text));
        }
        return new Function(
                "TRIM",
                List.of(
                        new Argument.Word(side.name()),
                        areWritten ? new Argument.Operand(characters) : new Argument.Word(" "),
                        new Argument.Operand(text)));
    }

    private static CallShape withUnit(String name, int place, SqlNode unit, SqlNode... operands) {
        if (!(unit instanceof SqlIntervalQualifier qualifier)) {
            return new Refused(unit, name + " wants a unit such as DAY here");
        }
        List<Argument> arguments = new ArrayList<>();
        for (SqlNode operand : operands) {
            arguments.add(new Argument.Operand(operand));
        }
        arguments.add(place, new Argument.Word(Literals.unit(qualifier)));
        return new Function(name, arguments);
    }

    private static Function function(String name, List<SqlNode> operands) {
        List<Argument> arguments = new ArrayList<>();
        operands.forEach(operand -> arguments.add(new Argument.Operand(operand)));
        return new Function(name, arguments);
    }

    /** Whether no operand is one of the parser's own helpers, such as the unit of a date subtraction. */
    private static boolean isComplete(SqlCall call, int count) {
        for (int i = 0; i < count; i++) {
            if (call.operand(i) instanceof SqlIntervalQualifier) {
                return false;
            }
        }
        return true;
    }
}
