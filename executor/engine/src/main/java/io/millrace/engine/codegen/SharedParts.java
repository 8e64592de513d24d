package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Choose;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.FirstNotNull;
import io.millrace.engine.codegen.Node.Invoke;
import io.millrace.engine.codegen.Node.Logic;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.Physical;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts that the trees of one stage have in common, computed once into columns of their own.
 *
 * <pre>
 * LOWER(a) LIKE 'x%',  CHAR_LENGTH(LOWER(a))   →   c7 = LOWER(a);  c7 LIKE 'x%',  CHAR_LENGTH(c7)
 * </pre>
 *
 * <p>Only parts that some tree evaluates on every row, so that a row which fails in one would have failed anyway; and only
 * dear ones (texts, wide decimals, long chains): writing and reading a column costs about what two additions do, which
 * the JIT shares within a loop by itself.
 *
 * @param parts what is computed first, in this order, into the columns from the first free one on
 * @param roots the trees, in terms of the input and those columns
 */
record SharedParts(List<Node> parts, List<Node> roots) {

    /** Trees beyond this many nodes are not searched: the search is quadratic in their depth. */
    private static final int MOST_NODES = 2_000;

    /** A stage with more common parts than this has the rest of them computed where they stand. */
    private static final int MOST_PARTS = 32;

    /** From this many nodes on, a part without texts is dear. */
    private static final int DEAR_SIZE = 9;

    /** The parts that the trees share; {@code firstFree} is the number of columns of their input. */
    static SharedParts of(List<Node> roots, int firstFree) {
        int size = 0;
        for (Node root : roots) {
            size += root.size();
        }
        List<Node> parts = new ArrayList<>();
        List<Node> rest = new ArrayList<>(roots);
        if (size <= MOST_NODES) {
            Node part = largestShared(parts, rest);
            while (part != null && parts.size() < MOST_PARTS) {
                Node found = part;
                Column column = new Column(firstFree + parts.size(), physical(part.carrier()), part.nullable());
                parts.replaceAll(node -> replaced(node, found, column));
                rest.replaceAll(node -> replaced(node, found, column));
                parts.add(part);
                part = largestShared(parts, rest);
            }
        }
        return inOrder(parts, rest, firstFree);
    }

    private static @Nullable Node largestShared(List<Node> parts, List<Node> roots) {
        Map<Node, Integer> counts = new LinkedHashMap<>();
        Set<Node> always = new HashSet<>();
        for (List<Node> trees : List.of(parts, roots)) {
            for (Node tree : trees) {
                count(tree, counts);
                collectAlways(tree, always);
            }
        }
        Node largest = null;
        for (Map.Entry<Node, Integer> entry : counts.entrySet()) {
            Node node = entry.getKey();
            if (entry.getValue() > 1
                    && always.contains(node)
                    && !parts.contains(node)
                    && (largest == null || node.size() > largest.size())) {
                largest = node;
            }
        }
        return largest;
    }

    private static void count(Node node, Map<Node, Integer> counts) {
        if (isCandidate(node)) {
            counts.merge(node, 1, Integer::sum);
        }
        node.children().forEach(child -> count(child, counts));
    }

    private static boolean isCandidate(Node node) {
        if (!(node instanceof Invoke invoke) || node.carrier() == Carrier.OBJECT) {
            return false;
        }
        boolean dear = invoke.size() >= DEAR_SIZE
                || invoke.carrier().isRegister()
                || invoke.args().stream()
                        .anyMatch(arg -> arg.carrier() == Carrier.UTF8 || arg.carrier() == Carrier.OBJECT);
        return dear && readsColumns(node) && Outlining.freeVariables(node).isEmpty();
    }

    private static boolean readsColumns(Node node) {
        return node instanceof Column || node.children().stream().anyMatch(SharedParts::readsColumns);
    }

    /** Adds what is evaluated whatever the row holds. */
    private static void collectAlways(Node node, Set<Node> always) {
        always.add(node);
        boolean onlyFirst = node instanceof Logic || node instanceof Choose || node instanceof FirstNotNull;
        for (Node child : onlyFirst ? node.children().subList(0, 1) : node.children()) {
            collectAlways(child, always);
        }
    }

    private static Node replaced(Node node, Node part, Column column) {
        if (node.equals(part)) {
            return column;
        }
        List<Node> children = new ArrayList<>();
        boolean changed = false;
        for (Node child : node.children()) {
            Node now = replaced(child, part, column);
            children.add(now);
            changed |= now != child;
        }
        return changed ? node.withChildren(children) : node;
    }

    /** Parts may read parts that were found later: numbers them anew in an order in which all come before their use. */
    private static SharedParts inOrder(List<Node> parts, List<Node> roots, int firstFree) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            place(i, parts, firstFree, order);
        }
        List<Node> ordered = new ArrayList<>();
        order.forEach(index -> ordered.add(renumbered(parts.get(index), order, firstFree)));
        return new SharedParts(
                List.copyOf(ordered),
                roots.stream().map(root -> renumbered(root, order, firstFree)).toList());
    }

    private static void place(int index, List<Node> parts, int firstFree, List<Integer> order) {
        if (order.contains(index)) {
            return;
        }
        Set<Integer> read = LoopPair.slots(parts.get(index)).keySet();
        for (int column : read) {
            if (column >= firstFree) {
                place(column - firstFree, parts, firstFree, order);
            }
        }
        order.add(index);
    }

    private static Node renumbered(Node node, List<Integer> order, int firstFree) {
        if (node instanceof Column(int column, Physical physical, boolean nullable)) {
            return column < firstFree
                    ? node
                    : new Column(firstFree + order.indexOf(column - firstFree), physical, nullable);
        }
        return order.isEmpty()
                ? node
                : node.withChildren(node.children().stream()
                        .map(child -> renumbered(child, order, firstFree))
                        .toList());
    }

    private static Physical physical(Carrier carrier) {
        return switch (carrier) {
            case BOOLEAN -> Physical.BOOLEAN;
            case INT -> Physical.INT;
            case LONG -> Physical.LONG;
            case FLOAT -> Physical.FLOAT;
            case DOUBLE -> Physical.DOUBLE;
            case UTF8 -> Physical.BYTES;
            case DECIMAL128 -> Physical.WIDE;
            case TIMESTAMP_NANOS -> Physical.NANOS;
            case OBJECT -> throw new IllegalArgumentException("Nested values are not shared");
        };
    }
}
