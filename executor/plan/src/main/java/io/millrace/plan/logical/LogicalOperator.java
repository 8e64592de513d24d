package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.type.EdgeSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Something that rows pass. Immutable. Columns are named by their position. */
public interface LogicalOperator {

    /** What it is, in a word for people. */
    String type();

    /** The nodes of the drawing it does the work of, in the order rows pass them. */
    List<NodeId> nodeIds();

    /** What each input port expects. */
    List<EdgeSchema> inputs();

    /** What leaves by each output port. */
    List<EdgeSchema> outputs();

    /** The operator an executor runs for it. */
    PhysicalForm physical();

    /**
     * The columns it reads of each input when only some of its outputs are read.
     *
     * @param wanted the columns read of each output
     */
    default List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        return inputs().stream().map(LogicalOperator::allColumns).toList();
    }

    /**
     * The operator when its inputs have only some of their columns.
     *
     * @param keptInputs for each input the columns it still has, by their old positions, rising; at least those it reads
     * @param wanted the columns read of each output
     */
    default Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        for (int i = 0; i < keptInputs.size(); i++) {
            if (keptInputs.get(i).size() != inputs().get(i).schema().size()) {
                throw new IllegalArgumentException(
                        type() + " reads all columns, but only " + keptInputs.get(i) + " are left of input " + i);
            }
        }
        return Narrowed.unchanged(this);
    }

    /**
     * An operator over fewer columns.
     *
     * @param keptOutputs for each output the columns it still has, by their old positions, rising
     */
    record Narrowed(LogicalOperator operator, List<List<Integer>> keptOutputs) {

        /** The operator with all its outputs as they were. */
        static Narrowed unchanged(LogicalOperator operator) {
            List<List<Integer>> kept = new ArrayList<>();
            operator.outputs().forEach(output -> kept.add(List.copyOf(allColumns(output))));
            return new Narrowed(operator, kept);
        }
    }

    /** The positions of all columns. */
    static Set<Integer> allColumns(EdgeSchema edge) {
        Set<Integer> all = new LinkedHashSet<>();
        for (int i = 0; i < edge.schema().size(); i++) {
            all.add(i);
        }
        return all;
    }
}
