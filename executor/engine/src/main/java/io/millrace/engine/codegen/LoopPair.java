package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Node.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loops of one expression: one that looks for NULLs and one for blocks without any. Both are made when first needed.
 * One thread.
 */
final class LoopPair<L extends BlockLoop> {

    private final Node root;
    private final Function<Node, L> factory;
    private final int[] columns;
    private final boolean[] nullable;
    private final Vector[] inputs;

    @Nullable
    private L looking;

    @Nullable
    private L trusting;

    /**
     * @param factory makes the loop of a tree whose inputs are in the order of {@link #slots}
     */
    LoopPair(Node root, Function<Node, L> factory) {
        this.root = root;
        this.factory = factory;
        Map<Integer, Column> read = new LinkedHashMap<>();
        collect(root, read);
        columns = new int[read.size()];
        nullable = new boolean[read.size()];
        inputs = new Vector[read.size()];
        int slot = 0;
        for (Column column : read.values()) {
            columns[slot] = column.column();
            nullable[slot++] = column.nullable();
        }
    }

    /** For each column the tree reads, its place in the inputs of the loop: the order of the first use. */
    static Map<Integer, Integer> slots(Node root) {
        Map<Integer, Column> read = new LinkedHashMap<>();
        collect(root, read);
        Map<Integer, Integer> slots = new LinkedHashMap<>();
        read.keySet().forEach(column -> slots.put(column, slots.size()));
        return slots;
    }

    private static void collect(Node node, Map<Integer, Column> read) {
        if (node instanceof Column column) {
            read.putIfAbsent(column.column(), column);
        }
        node.children().forEach(child -> collect(child, read));
    }

    /** The loop for a block, whose columns are now the {@link #inputs}. */
    L bind(Vector[] block) {
        boolean anyNull = false;
        boolean mayBeNull = false;
        for (int slot = 0; slot < columns.length; slot++) {
            Vector vector = block[columns[slot]];
            inputs[slot] = vector;
            mayBeNull |= nullable[slot];
            anyNull |= nullable[slot] && vector.hasNulls();
        }
        return anyNull || !mayBeNull ? looking() : trusting();
    }

    /** The columns of the block that was bound, in the order the loop wants them. */
    Vector[] inputs() {
        return inputs;
    }

    /** The column at each place of the inputs. */
    int[] columns() {
        return columns;
    }

    private L looking() {
        L loop = looking;
        if (loop == null) {
            loop = factory.apply(root);
            looking = loop;
        }
        return loop;
    }

    private L trusting() {
        L loop = trusting;
        if (loop == null) {
            loop = factory.apply(WithoutNulls.of(root));
            trusting = loop;
        }
        return loop;
    }
}
