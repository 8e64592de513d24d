package io.millrace.protocol.plan;

import io.millrace.expr.And;
import io.millrace.expr.Between;
import io.millrace.expr.Call;
import io.millrace.expr.Case;
import io.millrace.expr.Cast;
import io.millrace.expr.Coalesce;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.In;
import io.millrace.expr.IsBoolean;
import io.millrace.expr.IsDistinctFrom;
import io.millrace.expr.IsNull;
import io.millrace.expr.Literal;
import io.millrace.expr.Not;
import io.millrace.expr.NullIf;
import io.millrace.expr.Or;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.Resolution;
import io.millrace.expr.function.Casts;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.type.DataType;
import io.millrace.protocol.plan.v1.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Trees as messages. A function travels as its name and is typed anew by the reader's registry; what is inferred then must
 * be what the writer inferred, so a registry that has changed its mind is found out before it computes anything.
 */
final class ExpressionCodec {

    private ExpressionCodec() {}

    static Expression encode(Expr tree) {
        Expression.Builder out = Expression.newBuilder();
        append(tree, out);
        return out.build();
    }

    private static void append(Expr tree, Expression.Builder out) {
        for (Expr child : tree.children()) {
            append(child, out);
        }
        out.addParts(part(tree));
    }

    private static Expression.Part part(Expr tree) {
        Expression.Part.Builder part = Expression.Part.newBuilder();
        return switch (tree) {
            case ColumnRef column ->
                part.setColumn(Expression.Column.newBuilder()
                                .setIndex(column.index())
                                .setName(column.name())
                                .setType(column.type().toString()))
                        .build();
            case Literal literal ->
                part.setLiteral(Expression.Literal.newBuilder()
                                .setType(literal.type().toString())
                                .setValue(ValueCodec.encode(literal.value())))
                        .build();
            case Cast cast ->
                part.setCast(Expression.Cast.newBuilder()
                                .setType(cast.type().type().toString())
                                .setSafe(cast.safe()))
                        .build();
            case ParameterRef parameter ->
                throw new IllegalArgumentException(
                        "The parameter " + parameter.name() + " has no value, so the plan is not complete");
            case Call call -> function(part, call.function().name(), tree);
            case And _ -> function(part, "AND", tree);
            case Or _ -> function(part, "OR", tree);
            case Not _ -> function(part, "NOT", tree);
            case IsNull _ -> function(part, "IS NULL", tree);
            case IsBoolean is -> function(part, is.value() ? "IS TRUE" : "IS FALSE", tree);
            case IsDistinctFrom _ -> function(part, "IS DISTINCT FROM", tree);
            case Coalesce _ -> function(part, "COALESCE", tree);
            case NullIf _ -> function(part, "NULLIF", tree);
            case In _ -> function(part, "IN", tree);
            case Between _ -> function(part, "BETWEEN", tree);
            case Case _ -> function(part, "CASE", tree);
        };
    }

    private static Expression.Part function(Expression.Part.Builder part, String name, Expr tree) {
        return part.setFunction(Expression.Function.newBuilder()
                        .setName(name)
                        .setOperands(tree.children().size())
                        .setType(tree.type().toString()))
                .build();
    }

    /**
     * The tree.
     *
     * @throws UnreadablePlan when it is none, or the registry here types it in another way
     */
    static Expr decode(Expression message) {
        Deque<Expr> stack = new ArrayDeque<>();
        for (Expression.Part part : message.getPartsList()) {
            stack.push(
                    switch (part.getKindCase()) {
                        case COLUMN -> column(part.getColumn());
                        case LITERAL -> literal(part.getLiteral());
                        case FUNCTION -> function(part.getFunction(), stack);
                        case CAST -> cast(part.getCast(), pop(stack, 1));
                        case KIND_NOT_SET -> throw new UnreadablePlan("An expression has a part of an unknown kind");
                    });
        }
        if (stack.size() != 1) {
            throw new UnreadablePlan("An expression comes to " + stack.size() + " values");
        }
        return stack.pop();
    }

    private static Expr column(Expression.Column column) {
        return new ColumnRef(column.getIndex(), column.getName(), Types.parse(column.getType()));
    }

    private static Expr literal(Expression.Literal literal) {
        DataType type = Types.parse(literal.getType());
        return new Literal(ValueCodec.decode(literal.getValue(), type), type);
    }

    private static Expr function(Expression.Function function, Deque<Expr> stack) {
        Expr typed = resolved(
                function.getName(), FunctionRegistry.resolve(function.getName(), pop(stack, function.getOperands())));
        if (!typed.type().toString().equals(function.getType())) {
            throw new UnreadablePlan("The plan types " + function.getName() + " as " + function.getType()
                    + ", this executor as " + typed.type() + "; it was made by another version");
        }
        return typed;
    }

    private static Expr cast(Expression.Cast cast, List<Expr> operand) {
        DataType type = Types.parse(cast.getType());
        return resolved("CAST", Casts.cast(operand.getFirst(), type.type(), cast.getSafe()));
    }

    private static Expr resolved(String name, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Resolved(Expr expr) -> expr;
            case Resolution.Rejected(String message, int _) ->
                throw new UnreadablePlan("The plan calls " + name + ", which this executor refuses: " + message);
        };
    }

    private static List<Expr> pop(Deque<Expr> stack, int count) {
        if (count > stack.size()) {
            throw new UnreadablePlan("An expression wants " + count + " operands and has " + stack.size());
        }
        List<Expr> operands = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            operands.addFirst(stack.pop());
        }
        return operands;
    }
}
