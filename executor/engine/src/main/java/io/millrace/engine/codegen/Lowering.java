package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Choose;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Constant;
import io.millrace.engine.codegen.Node.FirstNotNull;
import io.millrace.engine.codegen.Node.Invoke;
import io.millrace.engine.codegen.Node.IsNull;
import io.millrace.engine.codegen.Node.IsTrue;
import io.millrace.engine.codegen.Node.Let;
import io.millrace.engine.codegen.Node.Logic;
import io.millrace.engine.codegen.Node.Null;
import io.millrace.engine.codegen.Node.Variable;
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
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Not;
import io.millrace.expr.NullIf;
import io.millrace.expr.Or;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.When;
import io.millrace.expr.function.Casts;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns typed trees into {@link Node}s by the evaluation contract of {@link io.millrace.expr}: writes out where operands
 * are converted, evaluates what has no columns (unless that fails, which is the row's business), and expresses BETWEEN,
 * IN, NULLIF and IS DISTINCT FROM by simpler forms, keeping which operands are evaluated and in which order.
 */
final class Lowering {

    /** From this many constants on, IN looks into a set instead of comparing with one after the other. */
    private static final int SET_ITEMS = 6;

    private final PipelineZone zone;
    private int variables;

    Lowering(PipelineZone zone) {
        this.zone = zone;
    }

    /** The value of the tree, in the carrier of its type. */
    Node lower(Expr expr) {
        return switch (expr) {
            case ColumnRef column ->
                new Column(
                        column.index(), column.type().physical(), column.type().isNullable());
            case Literal literal -> constant(literal.value(), Carrier.of(literal.type()));
            case ParameterRef parameter ->
                throw new IllegalArgumentException("Parameter " + parameter.name() + " has no value yet");
            case Call call -> call(call);
            case Cast cast -> folded(cast, converted(lower(cast.operand()), cast.operand(), cast.type(), cast.safe()));
            case Case choice -> folded(choice, choose(choice));
            case And and -> folded(and, Logic.of(true, conditions(and.operands())));
            case Or or -> folded(or, Logic.of(false, conditions(or.operands())));
            case Not not -> folded(not, Node.Not.of(condition(not.operand())));
            case io.millrace.expr.IsNull isNull -> folded(isNull, new IsNull(lower(isNull.operand())));
            case IsBoolean is -> folded(is, new IsTrue(condition(is.operand()), is.value()));
            case IsDistinctFrom distinct -> folded(distinct, distinct(distinct));
            case Coalesce coalesce -> folded(coalesce, coalesce(coalesce));
            case NullIf nullIf -> folded(nullIf, nullIf(nullIf));
            case In in -> folded(in, in(in));
            case Between between -> folded(between, between(between));
        };
    }

    /** A tree whose parts are all constants is a constant, unless it fails. */
    private Node folded(Expr expr, Node node) {
        if (node.isSimple()) {
            return node;
        }
        for (Node child : node.children()) {
            if (!(child instanceof Constant || child instanceof Null)) {
                return node;
            }
        }
        return evaluated(expr, node);
    }

    /** The value of an expression without columns, unless it fails. */
    private Node evaluated(Expr expr, Node otherwise) {
        return switch (Interpreter.constant(expr, zone)) {
            case Outcome.Value value -> constant(value.value(), Carrier.of(expr.type()));
            case Outcome.Failed _ -> otherwise;
        };
    }

    private static Node constant(@org.jspecify.annotations.Nullable Object value, Carrier carrier) {
        return switch (value) {
            case null -> new Null(carrier);
            // What a kernel has answered may lie in bytes that are not ours.
            case Utf8 text -> new Constant(text.copy(), carrier);
            default -> new Constant(value, carrier);
        };
    }

    /** The value, converted to the type it is used as. */
    private Node lowerAs(Expr expr, DataType type) {
        return converted(lower(expr), expr, type, false);
    }

    /** {@code node} is the value of {@code from}. */
    private Node converted(Node node, Expr from, DataType to, boolean guarded) {
        if (node instanceof Null) {
            return new Null(Carrier.of(to));
        }
        return switch (Casts.conversion(from.type().type(), to.type())) {
            case Casts.Conversion.Same _ -> node;
            case Casts.Conversion.Through(List<Kernel> kernels) -> {
                Node converted = node;
                for (Kernel kernel : kernels) {
                    converted = Invoke.of(kernel, List.of(converted), guarded);
                }
                if (node instanceof Constant(Object value, Carrier _)) {
                    Literal literal = new Literal(value, from.type().withNullable(false));
                    yield evaluated(new Cast(literal, to.withNullable(guarded), guarded), converted);
                }
                yield converted;
            }
            case Casts.Conversion.Impossible _ ->
                throw new IllegalArgumentException(from.type() + " is used as " + to + " in a typed tree");
        };
    }

    private Node condition(Expr expr) {
        Node node = lower(expr);
        return node instanceof Null ? new Null(Carrier.BOOLEAN) : node;
    }

    private List<Node> conditions(List<Expr> exprs) {
        return exprs.stream().map(this::condition).toList();
    }

    private Node call(Call call) {
        Kernel kernel = call.kernel();
        TreeSet<Integer> read = new TreeSet<>();
        kernel.arguments().forEach(argument -> read.add(argument.index()));
        List<Integer> order = List.copyOf(read);
        List<Node> args = new ArrayList<>();
        for (int index : order) {
            args.add(lowerAs(call.args().get(index), call.parameters().get(index)));
        }
        Kernel renumbered = kernel.renumbered(order::indexOf);
        return folded(call, Invoke.of(renumbered, args, false));
    }

    private Node choose(Case choice) {
        List<Node> conditions = new ArrayList<>();
        List<Node> results = new ArrayList<>();
        for (When branch : choice.branches()) {
            conditions.add(condition(branch.condition()));
            results.add(lowerAs(branch.result(), choice.type()));
        }
        return Choose.of(conditions, results, lowerAs(choice.otherwise(), choice.type()));
    }

    private Node coalesce(Coalesce coalesce) {
        List<Node> operands = new ArrayList<>();
        for (Expr operand : coalesce.operands()) {
            Node node = lowerAs(operand, coalesce.type());
            operands.add(node);
            if (!node.nullable()) {
                break;
            }
        }
        return operands.size() == 1 ? operands.getFirst() : FirstNotNull.of(operands);
    }

    private Node nullIf(NullIf nullIf) {
        return named(lower(nullIf.value()), value -> {
            Null none = new Null(value.carrier());
            Node otherwise = named(lowerAs(nullIf.other(), nullIf.comparedAs()), other -> {
                Node equal =
                        test(nullIf.equality(), converted(value, nullIf.value(), nullIf.comparedAs(), false), other);
                Choose ifEqual = Choose.of(List.of(equal), List.of(none), value);
                return unlessNull(other, value, ifEqual);
            });
            return unlessNull(value, none, otherwise);
        });
    }

    private Node distinct(IsDistinctFrom distinct) {
        return named(
                lowerAs(distinct.left(), distinct.comparedAs()),
                left -> named(lowerAs(distinct.right(), distinct.comparedAs()), right -> {
                    Node differ = Node.Not.of(test(distinct.equality(), left, right));
                    return unlessNull(left, Node.Not.of(new IsNull(right)), unlessNull(right, Constant.TRUE, differ));
                }));
    }

    private Node in(In in) {
        List<Node> items =
                in.items().stream().map(item -> lowerAs(item, in.comparedAs())).toList();
        return named(lowerAs(in.value(), in.comparedAs()), value -> {
            List<Node> tests = new ArrayList<>();
            if (items.size() >= SET_ITEMS && ConstantSets.canHold(items)) {
                tests.add(Invoke.of(ConstantSets.kernel(items), List.of(value), false));
                if (items.stream().anyMatch(Null.class::isInstance)) {
                    tests.add(new Null(Carrier.BOOLEAN));
                }
            } else {
                items.forEach(item -> tests.add(test(in.equality(), value, item)));
            }
            Node any = tests.size() == 1 ? tests.getFirst() : Logic.of(false, tests);
            return skippingItems(value, items, any);
        });
    }

    private Node between(Between between) {
        Node low = lowerAs(between.low(), between.comparedAs());
        Node high = lowerAs(between.high(), between.comparedAs());
        return named(lowerAs(between.value(), between.comparedAs()), value -> {
            Node both = Logic.of(
                    true, List.of(test(between.lessOrEqual(), low, value), test(between.lessOrEqual(), value, high)));
            return skippingItems(value, List.of(low, high), both);
        });
    }

    /** NULL for a NULL value, without evaluating items that might fail. */
    private static Node skippingItems(Node value, List<Node> items, Node otherwise) {
        boolean harmless = items.stream().allMatch(Node::isSimple);
        return harmless ? otherwise : unlessNull(value, new Null(Carrier.BOOLEAN), otherwise);
    }

    /** {@code whenNull} if the tested value is NULL, else {@code otherwise}. */
    private static Node unlessNull(Node tested, Node whenNull, Node otherwise) {
        return tested.nullable() ? Choose.of(List.of(new IsNull(tested)), List.of(whenNull), otherwise) : otherwise;
    }

    private static Node test(Kernel kernel, Node left, Node right) {
        return Invoke.of(kernel, List.of(left, right), false);
    }

    /** What {@code body} makes of the value, which is evaluated once however often the body uses it. */
    private Node named(Node value, Function<Node, Node> body) {
        if (value.isSimple()) {
            return body.apply(value);
        }
        int variable = variables++;
        return new Let(variable, value, body.apply(new Variable(variable, value.carrier(), value.nullable())));
    }
}
