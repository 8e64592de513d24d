package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Constant;
import io.millrace.engine.codegen.Node.Null;
import io.millrace.expr.Expr;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Physical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * New columns from columns: tells which of them need no work a row, and computes the others, each in a loop of its own.
 * Belongs to one task and its thread.
 */
public final class Projection {

    /** What a new column is. */
    public sealed interface Output {

        /** A column of the input as it is. */
        record Passed(int column) implements Output {}

        /** The same as an earlier, computed output. */
        record Same(int output) implements Output {}

        /** One value in all rows: boxed, or null for NULL. */
        record Fixed(@Nullable Object value) implements Output {}

        /** To be computed. */
        record Computed() implements Output {}
    }

    private final List<Output> outputs;
    private final SharedColumns shared;

    /** For each shared column the output that is nothing else, or -1. */
    private final int[] homeOutputs;

    private final @Nullable Vector[] homes;

    /** For each output its loop; null when it has none. */
    private final @Nullable LoopPair<ValueLoop>[] loops;

    private Projection(
            List<Output> outputs, SharedColumns shared, int[] homeOutputs, @Nullable LoopPair<ValueLoop>[] loops) {
        this.outputs = List.copyOf(outputs);
        this.shared = shared;
        this.homeOutputs = homeOutputs;
        this.homes = new Vector[homeOutputs.length];
        this.loops = loops;
    }

    /**
     * Compiles one tree per new column.
     *
     * @param trees without parameters
     * @param columnCount how many columns the input has
     * @param scratch where intermediate columns of the task are: those among the input, and more to come
     */
    public static Projection compile(List<Expr> trees, int columnCount, PipelineZone zone, ScratchVectors scratch) {
        LoopFactory factory = new LoopFactory(zone, scratch);
        Lowering lowering = new Lowering(zone);
        List<Node> lowered = trees.stream().map(lowering::lower).toList();
        SharedParts parts = SharedParts.of(distinct(lowered), columnCount);
        SharedColumns shared = new SharedColumns(parts.parts(), columnCount, factory);
        Compilation compilation =
                new Compilation(columnCount, factory, parts.parts().size(), trees.size());
        int distinct = 0;
        for (int i = 0; i < trees.size(); i++) {
            int first = lowered.indexOf(lowered.get(i));
            boolean repeats = first < i && samePhysical(trees, first, i);
            Node root = first < i ? compilation.roots.get(first) : parts.roots().get(distinct++);
            compilation.add(trees.get(i), root, repeats ? first : i);
        }
        return new Projection(compilation.outputs, shared, compilation.homeOutputs, compilation.loops);
    }

    private static List<Node> distinct(List<Node> nodes) {
        return nodes.stream().distinct().toList();
    }

    private static boolean samePhysical(List<Expr> trees, int a, int b) {
        return trees.get(a).type().physical() == trees.get(b).type().physical();
    }

    /** What the new columns are, in order. */
    public List<Output> outputs() {
        return outputs;
    }

    /**
     * Computes what is to be computed.
     *
     * @param columns the input by column number
     * @param selection the rows, {@code count} of them; null for 0 to count - 1
     * @param targets for each computed output an empty vector; the rows are written at their numbers
     * @param failed gets the rows that fail in any of them, whose values have no meaning
     */
    public void compute(
            Vector[] columns, int @Nullable [] selection, int count, @Nullable Vector[] targets, FailedRows failed) {
        for (int i = 0; i < homes.length; i++) {
            homes[i] = homeOutputs[i] < 0 ? null : targets[homeOutputs[i]];
        }
        Vector[] all = shared.extend(columns, selection, count, homes, failed);
        for (int i = 0; i < loops.length; i++) {
            LoopPair<ValueLoop> loop = loops[i];
            Vector target = targets[i];
            if (loop != null && target != null) {
                loop.bind(all).compute(loop.inputs(), selection, count, target, failed);
            }
        }
    }

    /** Collects the outputs while they are compiled. */
    private static final class Compilation {

        private final int columnCount;
        private final LoopFactory factory;
        private final List<Output> outputs = new ArrayList<>();
        private final List<Node> roots = new ArrayList<>();
        private final int[] homeOutputs;
        private final @Nullable LoopPair<ValueLoop>[] loops;

        @SuppressWarnings({"unchecked", "rawtypes"}) // Arrays of generic types.
        Compilation(int columnCount, LoopFactory factory, int parts, int trees) {
            this.columnCount = columnCount;
            this.factory = factory;
            homeOutputs = new int[parts];
            Arrays.fill(homeOutputs, -1);
            loops = new LoopPair[trees];
        }

        /** Adds the next output; {@code first} is the earliest with the same tree. */
        void add(Expr tree, Node root, int first) {
            int index = outputs.size();
            Physical physical = tree.type().physical();
            roots.add(root);
            switch (root) {
                case Column(int column, Physical from, boolean _)
                when column < columnCount && from == physical -> outputs.add(new Output.Passed(column));
                case Constant constant -> outputs.add(new Output.Fixed(constant.value()));
                case Null _ -> outputs.add(new Output.Fixed(null));
                default -> {
                    if (first < index) {
                        outputs.add(new Output.Same(first));
                    } else {
                        outputs.add(new Output.Computed());
                        compute(tree, root, physical, index);
                    }
                }
            }
        }

        private void compute(Expr tree, Node root, Physical physical, int index) {
            if (root instanceof Column(int column, Physical from, boolean _)
                    && column >= columnCount
                    && from == physical
                    && homeOutputs[column - columnCount] < 0) {
                homeOutputs[column - columnCount] = index;
                return;
            }
            loops[index] = new LoopPair<>(root, node -> factory.value(node, Optional.of(tree), physical));
        }
    }
}
