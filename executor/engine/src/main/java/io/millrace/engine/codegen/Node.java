package io.millrace.engine.codegen;

import io.millrace.expr.Kernel;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.Physical;
import java.util.ArrayList;
import java.util.List;

/**
 * What generated code computes on a row: an expression in few forms, with conversions written out, constants folded and
 * values that are used twice named. Made by {@link Lowering}; immutable, equal when they mean the same.
 */
sealed interface Node {

    /** The form of the value. */
    Carrier carrier();

    /** Whether the value may be NULL. */
    boolean nullable();

    /** The parts in the order of their evaluation. */
    List<Node> children();

    /** The same form over other parts, their nullability taken into account. */
    Node withChildren(List<Node> children);

    /** Whether it costs nothing to evaluate and cannot fail, so that it may stand in several places. */
    default boolean isSimple() {
        return this instanceof Leaf;
    }

    /** How many nodes there are in the tree. */
    default int size() {
        int size = 1;
        for (Node child : children()) {
            size += child.size();
        }
        return size;
    }

    /** What has no parts. */
    sealed interface Leaf extends Node {

        @Override
        default List<Node> children() {
            return List.of();
        }

        @Override
        default Node withChildren(List<Node> children) {
            return this;
        }
    }

    /** A column of the input. */
    record Column(int column, Physical physical, boolean nullable) implements Leaf {

        @Override
        public Carrier carrier() {
            return Carrier.of(physical);
        }
    }

    /** A boxed value, not NULL. */
    record Constant(Object value, Carrier carrier) implements Leaf {

        static final Constant TRUE = new Constant(true, Carrier.BOOLEAN);

        @Override
        public boolean nullable() {
            return false;
        }
    }

    /** NULL. */
    record Null(Carrier carrier) implements Leaf {

        @Override
        public boolean nullable() {
            return true;
        }
    }

    /** The value that an enclosing {@link Let} has named. */
    record Variable(int id, Carrier carrier, boolean nullable) implements Leaf {}

    /** Evaluates {@code value} once and {@code body} with it. */
    record Let(int variable, Node value, Node body) implements Node {

        @Override
        public Carrier carrier() {
            return body.carrier();
        }

        @Override
        public boolean nullable() {
            return body.nullable();
        }

        @Override
        public List<Node> children() {
            return List.of(value, body);
        }

        @Override
        public Node withChildren(List<Node> children) {
            return new Let(variable, children.getFirst(), children.getLast());
        }
    }

    /**
     * A kernel over all arguments it reads, by position; NULL when one of them is that the kernel does not take boxed.
     *
     * @param guarded whether a row error of the kernel makes NULL
     * @param nullable derived from the parts, kept because it is asked for often
     */
    record Invoke(Kernel kernel, List<Node> args, boolean guarded, boolean nullable) implements Node {

        public Invoke {
            args = List.copyOf(args);
        }

        static Invoke of(Kernel kernel, List<Node> args, boolean guarded) {
            boolean nullable = guarded || kernel.mayReturnNull();
            for (int i = 0; i < args.size(); i++) {
                nullable |= kernel.isStrict(i) && args.get(i).nullable();
            }
            return new Invoke(kernel, args, guarded, nullable);
        }

        @Override
        public Carrier carrier() {
            return kernel.result();
        }

        @Override
        public List<Node> children() {
            return args;
        }

        @Override
        public Node withChildren(List<Node> children) {
            return of(kernel, children, guarded);
        }
    }

    /** AND or OR: from left to right until one operand decides. */
    record Logic(boolean and, List<Node> operands, boolean nullable) implements Node {

        public Logic {
            operands = List.copyOf(operands);
        }

        static Logic of(boolean and, List<Node> operands) {
            return new Logic(and, operands, anyNullable(operands));
        }

        @Override
        public Carrier carrier() {
            return Carrier.BOOLEAN;
        }

        @Override
        public List<Node> children() {
            return operands;
        }

        @Override
        public Node withChildren(List<Node> children) {
            return of(and, children);
        }
    }

    /** The negation; NULL stays NULL. */
    record Not(Node operand, boolean nullable) implements Node {

        static Not of(Node operand) {
            return new Not(operand, operand.nullable());
        }

        @Override
        public Carrier carrier() {
            return Carrier.BOOLEAN;
        }

        @Override
        public List<Node> children() {
            return List.of(operand);
        }

        @Override
        public Node withChildren(List<Node> children) {
            return of(children.getFirst());
        }
    }

    /** A condition that is never NULL itself. */
    sealed interface Test extends Node {

        /** What is tested. */
        Node operand();

        @Override
        default Carrier carrier() {
            return Carrier.BOOLEAN;
        }

        @Override
        default boolean nullable() {
            return false;
        }

        @Override
        default List<Node> children() {
            return List.of(operand());
        }
    }

    /** Whether the operand is NULL. */
    record IsNull(Node operand) implements Test {

        @Override
        public Node withChildren(List<Node> children) {
            return new IsNull(children.getFirst());
        }
    }

    /** Whether the operand is {@code value}; FALSE for NULL. */
    record IsTrue(Node operand, boolean value) implements Test {

        @Override
        public Node withChildren(List<Node> children) {
            return new IsTrue(children.getFirst(), value);
        }
    }

    /** The result of the first branch whose condition is TRUE, else {@code otherwise}. */
    record Choose(List<Node> conditions, List<Node> results, Node otherwise, boolean nullable) implements Node {

        public Choose {
            conditions = List.copyOf(conditions);
            results = List.copyOf(results);
        }

        static Choose of(List<Node> conditions, List<Node> results, Node otherwise) {
            return new Choose(conditions, results, otherwise, otherwise.nullable() || anyNullable(results));
        }

        @Override
        public Carrier carrier() {
            return otherwise.carrier();
        }

        /** Condition and result of each branch in turn, then the last resort. */
        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>();
            for (int i = 0; i < conditions.size(); i++) {
                children.add(conditions.get(i));
                children.add(results.get(i));
            }
            children.add(otherwise);
            return children;
        }

        @Override
        public Node withChildren(List<Node> children) {
            List<Node> newConditions = new ArrayList<>();
            List<Node> newResults = new ArrayList<>();
            for (int i = 0; i + 1 < children.size(); i += 2) {
                newConditions.add(children.get(i));
                newResults.add(children.get(i + 1));
            }
            return of(newConditions, newResults, children.getLast());
        }
    }

    /** The first operand that is not NULL. */
    record FirstNotNull(List<Node> operands, boolean nullable) implements Node {

        public FirstNotNull {
            operands = List.copyOf(operands);
        }

        static FirstNotNull of(List<Node> operands) {
            boolean nullable = true;
            for (Node operand : operands) {
                nullable &= operand.nullable();
            }
            return new FirstNotNull(operands, nullable);
        }

        @Override
        public Carrier carrier() {
            return operands.getFirst().carrier();
        }

        @Override
        public List<Node> children() {
            return operands;
        }

        @Override
        public Node withChildren(List<Node> children) {
            return of(children);
        }
    }

    /** A part that gets a method of its own, so that no method grows beyond what the JIT compiles. */
    record Outlined(Node body) implements Node {

        @Override
        public Carrier carrier() {
            return body.carrier();
        }

        @Override
        public boolean nullable() {
            return body.nullable();
        }

        @Override
        public List<Node> children() {
            return List.of(body);
        }

        @Override
        public Node withChildren(List<Node> children) {
            return new Outlined(children.getFirst());
        }
    }

    private static boolean anyNullable(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.nullable()) {
                return true;
            }
        }
        return false;
    }
}
