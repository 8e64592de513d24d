package io.millrace.plan.sql;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.function.Casts;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.NearestName;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.PartScope.Meaning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.jspecify.annotations.Nullable;

/**
 * Gives names and types to a syntax tree. Every part that has a meaning is typed and every part that has none is
 * reported; what stands around a part without meaning is not reported again.
 */
final class Binder {

    private final ParsableText source;
    private final Schema input;
    private final Map<String, DataType> parameters;
    private final List<ExpressionProblem> problems;
    private final PartScope scope;

    /** For a whole expression, whose names are those of the columns. */
    Binder(ParsableText source, List<ExpressionProblem> problems, Schema input, Map<String, DataType> parameters) {
        this(source, problems, input, parameters, new PartScope(names -> new Meaning.Found(names.getFirst(), 1)));
    }

    /**
     * @param problems what is wrong already
     * @param scope what names stand for
     */
    Binder(
            ParsableText source,
            List<ExpressionProblem> problems,
            Schema input,
            Map<String, DataType> parameters,
            PartScope scope) {
        this.source = source;
        this.problems = new ArrayList<>(problems);
        this.input = input;
        this.parameters = parameters;
        this.scope = scope;
    }

    /** What is wrong, in the order of the text. */
    List<ExpressionProblem> problems() {
        List<ExpressionProblem> sorted = new ArrayList<>(problems);
        sorted.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return sorted;
    }

    /** The typed tree; null when there is none, and then the problems say why. */
    @Nullable
    Expr bind(SqlNode node) {
        // A chain of operators leans to the left. Bound from its lower end it needs no stack, however long it is.
        List<SqlNode> chain = leftSpine(node);
        Expr bound = bindAround(chain.getLast(), null);
        for (int i = chain.size() - 2; i >= 0; i--) {
            bound = bindAround(chain.get(i), new Bound(chain.get(i + 1), bound));
        }
        return bound;
    }

    /** A part that has been bound already, to nothing if it has no meaning. */
    private record Bound(SqlNode node, @Nullable Expr expr) {}

    private List<SqlNode> leftSpine(SqlNode node) {
        List<SqlNode> spine = new ArrayList<>();
        SqlNode at = node;
        spine.add(at);
        while (at instanceof SqlBasicCall call
                && isOperator(call)
                && scope.computed(at).isEmpty()) {
            at = call.operand(0);
            spine.add(at);
        }
        return spine;
    }

    private static boolean isOperator(SqlBasicCall call) {
        return switch (call.getOperator()) {
            case SqlBinaryOperator _ -> call.getKind() != SqlKind.AND && call.getKind() != SqlKind.OR;
            case SqlPrefixOperator _, SqlPostfixOperator _ -> true;
            default -> false;
        };
    }

    private @Nullable Expr bindAround(SqlNode node, @Nullable Bound first) {
        Optional<String> computed = scope.computed(node);
        if (computed.isPresent()) {
            return column(computed.get());
        }
        return switch (node) {
            case SqlIdentifier name -> name(name);
            case SqlLiteral literal -> literal(literal);
            case SqlCall call -> call(call, first);
            default -> unsupported(node, "This");
        };
    }

    private @Nullable Expr call(SqlCall call, @Nullable Bound first) {
        Optional<CallShape> shape = CallShape.of(call, source);
        if (shape.isEmpty()) {
            return unsupported(call, "`" + call.getOperator().getName() + "`");
        }
        return switch (shape.get()) {
            case CallShape.Function function -> function(call, function, first);
            case CallShape.Not(CallShape inner) -> not(call, inner, first);
            case CallShape.Conversion(SqlNode operand, SqlDataTypeSpec type, boolean safe) ->
                conversion(call, operand, type, safe);
            case CallShape.Refused(SqlNode part, String message) -> refuse(part, message);
        };
    }

    private @Nullable Expr not(SqlCall call, CallShape inner, @Nullable Bound first) {
        if (!(inner instanceof CallShape.Function positive)) {
            return unsupported(call, "`" + call.getOperator().getName() + "`");
        }
        Expr bound = function(call, positive, first);
        return bound == null ? null : resolved(call, List.of(), FunctionRegistry.resolve("NOT", List.of(bound)));
    }

    private @Nullable Expr function(SqlCall call, CallShape.Function shape, @Nullable Bound first) {
        Optional<ScalarFunction> function = FunctionRegistry.scalar(shape.name());
        List<Expr> args = new ArrayList<>();
        boolean complete = true;
        for (CallShape.Argument argument : shape.arguments()) {
            Expr arg =
                    switch (argument) {
                        case CallShape.Argument.Word(String text) -> Literals.text(text);
                        case CallShape.Argument.Field(SqlIdentifier name) -> Literals.text(written(name));
                        case CallShape.Argument.Operand(SqlNode node) ->
                            first != null && first.node() == node ? first.expr() : bind(node);
                    };
            if (arg == null) {
                complete = false;
            } else {
                args.add(arg);
            }
        }
        if (function.isEmpty()) {
            return unknownFunction(call, shape.name());
        }
        return complete ? resolved(call, shape.arguments(), function.get().resolve(args)) : null;
    }

    private @Nullable Expr resolved(SqlCall call, List<CallShape.Argument> arguments, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Resolved(Expr expr) -> expr;
            case Resolution.Rejected(String message, int index) -> {
                SqlNode blamed = index >= 0
                                && index < arguments.size()
                                && arguments.get(index) instanceof CallShape.Argument.Operand(SqlNode node)
                        ? node
                        : call;
                report(PlanProblemCodes.FUNCTION_ARGUMENTS, message, blamed);
                yield null;
            }
        };
    }

    private @Nullable Expr conversion(SqlCall call, SqlNode operand, SqlDataTypeSpec spec, boolean safe) {
        Expr value = bind(operand);
        SqlType type = source.types().get(TextPlaces.start(spec));
        // A spelling that is no type has been reported where it was read.
        return value == null || type == null
                ? null
                : resolved(call, List.of(new CallShape.Argument.Operand(operand)), Casts.cast(value, type, safe));
    }

    private @Nullable Expr unknownFunction(SqlCall call, String name) {
        int start = TextPlaces.start(call);
        if (FunctionRegistry.aggregate(name).isPresent()) {
            report(
                    PlanProblemCodes.FUNCTION_AGGREGATE,
                    name + " looks at many rows and an expression at one; an aggregate node computes it",
                    call);
            return null;
        }
        int end = TextPlaces.isNamedCall(call, source)
                ? start + TextPlaces.nameLength(start, source)
                : TextPlaces.end(call);
        Optional<String> nearest = NearestName.of(name, FunctionRegistry.names());
        String hint = nearest.map(near -> "; did you mean `" + near + "`?").orElse("");
        ExpressionProblem problem = ExpressionProblem.at(
                        PlanProblemCodes.FUNCTION_UNKNOWN, "There is no function `" + name + "`" + hint, start, end)
                .arg("function", name);
        problems.add(problem.fixes(nearest.filter(_ -> TextPlaces.isNamedCall(call, source))
                .map(near -> List.of(new Replacement("Use `" + near + "`", start, end, near)))
                .orElse(List.of())));
        return null;
    }

    private @Nullable Expr name(SqlIdentifier name) {
        int start = TextPlaces.start(name);
        String parameter = source.parameters().get(start);
        if (parameter != null) {
            return name.isSimple() ? parameter(name, parameter) : refuse(name, "A parameter has no fields");
        }
        if (name.isStar()) {
            return refuse(name, "`*` stands for no value");
        }
        return switch (scope.names().of(TextPlaces.names(name, source))) {
            case Meaning.Missed(String message, Optional<String> nearest) -> missed(name, message, nearest);
            case Meaning.Found(String column, int used) -> {
                Expr value = column(column);
                yield value == null ? unknownColumn(name) : field(name, value, used);
            }
        };
    }

    private @Nullable Expr column(String name) {
        OptionalInt index = input.indexOf(name);
        if (index.isEmpty()) {
            return null;
        }
        int at = index.getAsInt();
        return new ColumnRef(at, input.column(at).name(), input.type(at));
    }

    private @Nullable Expr missed(SqlIdentifier name, String message, Optional<String> nearest) {
        problems.add(ExpressionProblem.at(
                        PlanProblemCodes.COLUMN_UNKNOWN, message, TextPlaces.start(name), TextPlaces.end(name))
                .arg("column", String.join(".", TextPlaces.names(name, source)))
                .fixes(nearest.map(near -> List.of(replacement(name, near))).orElse(List.of())));
        return null;
    }

    /** A field of a field of the value, behind the names that the value itself took. */
    private @Nullable Expr field(SqlIdentifier name, Expr column, int used) {
        Expr value = column;
        for (String field : name.names.subList(used, name.names.size())) {
            switch (FunctionRegistry.resolve(".", List.of(value, Literals.text(field)))) {
                case Resolution.Resolved(Expr part) -> value = part;
                case Resolution.Rejected(String message, int _) -> {
                    report(PlanProblemCodes.COLUMN_UNKNOWN, message, name);
                    return null;
                }
            }
        }
        return value;
    }

    private String written(SqlIdentifier name) {
        return source.names().getOrDefault(TextPlaces.start(name), name.names.getFirst());
    }

    private @Nullable Expr parameter(SqlIdentifier name, String parameter) {
        DataType type = parameters.get(parameter);
        if (type != null) {
            return new ParameterRef(parameter, type);
        }
        Optional<String> nearest = NearestName.of(parameter, parameters.keySet());
        problems.add(ExpressionProblem.at(
                        PlanProblemCodes.PARAMETER_UNKNOWN,
                        "The pipeline has no parameter `" + parameter + "`"
                                + nearest.map(near -> "; did you mean `" + near + "`?")
                                        .orElse(""),
                        TextPlaces.start(name),
                        TextPlaces.end(name))
                .arg("parameter", parameter)
                .fixes(nearest.map(near -> List.of(replacement(name, "${" + near + "}")))
                        .orElse(List.of())));
        return null;
    }

    private @Nullable Expr unknownColumn(SqlIdentifier name) {
        String wanted = written(name);
        Optional<String> nearest = NearestName.of(wanted, input.names());
        String hint = nearest.map(near -> "; did you mean `" + near + "`?").orElseGet(this::existing);
        problems.add(ExpressionProblem.at(
                        PlanProblemCodes.COLUMN_UNKNOWN,
                        "There is no column `" + wanted + "`" + hint,
                        TextPlaces.start(name),
                        TextPlaces.end(name))
                .arg("column", wanted)
                .fixes(nearest.filter(_ -> name.isSimple())
                        .map(near -> List.of(replacement(name, Names.quoteIfNeeded(near))))
                        .orElse(List.of())));
        return null;
    }

    private String existing() {
        if (input.size() == 0) {
            return "; there are no columns here";
        }
        List<String> names = input.names();
        String some = String.join(", ", names.subList(0, Math.min(names.size(), 8)));
        return "; there are " + some + (names.size() > 8 ? " …" : "");
    }

    private static Replacement replacement(SqlIdentifier name, String text) {
        return new Replacement(
                "Use `" + text.replace("`", "") + "`", TextPlaces.start(name), TextPlaces.end(name), text);
    }

    private @Nullable Expr literal(SqlLiteral literal) {
        try {
            return switch (literal.getTypeName()) {
                case DECIMAL, DOUBLE -> Literals.number((SqlNumericLiteral) literal);
                case BOOLEAN -> booleanLiteral(literal);
                case CHAR -> Literals.text(TextPlaces.text(literal, source));
                case BINARY -> Literals.bytes(TextPlaces.text(literal, source));
                case NULL -> Literal.NULL;
                case UNKNOWN -> timeLiteral((SqlUnknownLiteral) literal);
                default -> intervalLiteral(literal);
            };
        } catch (IllegalArgumentException invalid) {
            report(PlanProblemCodes.LITERAL_INVALID, String.valueOf(invalid.getMessage()), literal);
            return null;
        }
    }

    private static Literal booleanLiteral(SqlLiteral literal) {
        Object value = literal.getValue();
        return value == null ? Literal.nullOf(ScalarType.BOOLEAN.nullable()) : Literal.of((boolean) value);
    }

    private @Nullable Expr timeLiteral(SqlUnknownLiteral literal) {
        String text = String.valueOf(literal.getValue());
        return switch (literal.tag.toUpperCase(Locale.ROOT)) {
            case "DATE" -> Literals.date(text);
            case "TIME" -> Literals.time(text);
            case "TIMESTAMP" -> Literals.timestamp(text);
            default -> refuse(literal, "There is no literal of this type; CAST a TIMESTAMP instead");
        };
    }

    private @Nullable Expr intervalLiteral(SqlLiteral literal) {
        return literal instanceof SqlIntervalLiteral interval
                ? Literals.interval(interval)
                : unsupported(literal, "This literal");
    }

    private @Nullable Expr unsupported(SqlNode node, String what) {
        return refuse(node, what + " cannot be used in an expression");
    }

    private @Nullable Expr refuse(SqlNode node, String message) {
        report(PlanProblemCodes.EXPRESSION_UNSUPPORTED, message, node);
        return null;
    }

    private void report(ProblemCode code, String message, SqlNode node) {
        problems.add(ExpressionProblem.at(code, message, TextPlaces.start(node), TextPlaces.end(node)));
    }

    /** What a call of the parser's tree is in the registry's words; conditions of a chain in their order. */
    static List<SqlNode> chain(SqlCall call) {
        List<SqlNode> reversed = new ArrayList<>();
        SqlNode at = call;
        while (at instanceof SqlCall inner && inner.getKind() == call.getKind()) {
            reversed.add(inner.operand(1));
            at = inner.operand(0);
        }
        reversed.add(at);
        Collections.reverse(reversed);
        return reversed;
    }
}
