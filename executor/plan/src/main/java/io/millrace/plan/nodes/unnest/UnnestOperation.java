package io.millrace.plan.nodes.unnest;

import io.millrace.expr.Expr;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.HelperColumns;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An unnest with its collection typed.
 *
 * @param parts the columns of an element
 * @param isLeft whether a row without elements stays
 */
record UnnestOperation(NodeId node, Expr collection, List<Column> parts, Optional<Column> ordinality, boolean isLeft)
        implements TypedOperation {

    UnnestOperation {
        parts = List.copyOf(parts);
    }

    /** The rows with their elements. */
    EdgeSchema output(EdgeSchema rows) {
        return over(rows, rows.schema().size(), 0).output();
    }

    /** A collection that is computed becomes a column first, behind those of the rows, which come out without it. */
    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        EdgeSchema rows = plan.schema(input.getFirst());
        int width = rows.schema().size();
        HelperColumns columns = HelperColumns.behindAllOf(rows);
        int column = columns.add("$collection", plan.resolved(collection));
        if (column < width) {
            plan.output(PortName.OUT, plan.addUnary(over(rows, width, column), input));
        } else {
            Calc calc = Calc.of(rows, columns.stage(node, rows));
            Unnesting unnesting = over(calc.outputs().getFirst(), width, column);
            plan.output(PortName.OUT, plan.addUnary(unnesting, List.of(plan.addUnary(calc, input))));
        }
    }

    private Unnesting over(EdgeSchema rows, int width, int column) {
        List<Unnesting.Part> numbered = IntStream.range(0, parts.size())
                .mapToObj(i -> new Unnesting.Part(i, parts.get(i)))
                .toList();
        return new Unnesting(
                node, rows, column, IntStream.range(0, width).boxed().toList(), numbered, ordinality, isLeft);
    }

    @Override
    public List<TypedTree> trees() {
        return List.of(new TypedTree(FieldPath.of("expression"), collection));
    }
}
