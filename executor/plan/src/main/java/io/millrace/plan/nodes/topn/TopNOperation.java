package io.millrace.plan.nodes.topn;

import io.millrace.expr.Expr;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.HelperColumns;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A top N with its columns found and its expressions typed.
 *
 * @param partition the partition's columns
 * @param sorts what rows are sorted by
 * @param rank the name of the column that says which a row is
 * @param isFinal whether a partition comes out once, when the watermark has passed its event time
 * @param ttlMicros how long a partition is kept, when not for ever
 */
record TopNOperation(
        NodeId node,
        List<KeyColumn> partition,
        List<Sort> sorts,
        int limit,
        Optional<String> rank,
        boolean isFinal,
        Optional<Long> ttlMicros)
        implements TypedOperation {

    /**
     * Something to sort by.
     *
     * @param text the expression as it is written
     */
    record Sort(String id, Expr value, String text, boolean isDescending, boolean nullsFirst) {}

    TopNOperation {
        partition = List.copyOf(partition);
        sorts = List.copyOf(sorts);
    }

    /** What is sorted by becomes columns first, behind those of the rows, which come out without them. */
    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        EdgeSchema rows = plan.schema(input.getFirst());
        int width = rows.schema().size();
        HelperColumns columns = HelperColumns.behindAllOf(rows);
        List<TopNRows.By> by = new ArrayList<>();
        boolean computes = false;
        for (Sort sort : sorts) {
            int column = columns.add("$order." + sort.id(), plan.resolved(sort.value()));
            computes |= column >= width;
            by.add(new TopNRows.By(column, sort.isDescending(), sort.nullsFirst(), sort.text()));
        }
        Calc calc = Calc.of(rows, columns.stage(node, rows));
        TopNRows top = top(computes ? calc.outputs().getFirst() : rows, by, width);
        plan.output(PortName.OUT, plan.addUnary(top, computes ? List.of(plan.addUnary(calc, input)) : input));
    }

    /** The operator over these rows. */
    TopNRows top(EdgeSchema rows, List<TopNRows.By> by, int width) {
        return new TopNRows(
                node,
                rows,
                partition,
                by,
                limit,
                IntStream.range(0, width).boxed().toList(),
                rank,
                isFinal,
                ttlMicros);
    }

    @Override
    public List<TypedTree> trees() {
        return sorts.stream()
                .map(sort ->
                        new TypedTree(FieldPath.of("orderBy").element(sort.id()).key("expression"), sort.value()))
                .toList();
    }
}
