package io.millrace.plan.nodes.over;

import io.millrace.expr.Expr;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.HelperColumns;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.RowFrame;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.StageCounts;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An over with its columns found and its arguments typed.
 *
 * @param partition the partition's columns
 * @param ttlMicros how long a partition is kept, when not for ever
 */
record OverOperation(NodeId node, List<KeyColumn> partition, RowFrame frame, List<Call> calls, Optional<Long> ttlMicros)
        implements TypedOperation {

    /**
     * A typed result.
     *
     * @param argument absent for COUNT(*) and ROW_NUMBER
     * @param offset of LAG, how many rows before
     */
    record Call(String id, String function, Optional<Expr> argument, int offset, Column result) {}

    OverOperation {
        partition = List.copyOf(partition);
        calls = List.copyOf(calls);
    }

    /** The rows with their results. */
    EdgeSchema output(EdgeSchema rows) {
        List<Column> columns = new ArrayList<>(rows.schema().columns());
        calls.forEach(call -> columns.add(call.result()));
        return new EdgeSchema(new Schema(columns), rows.eventTime(), rows.keys(), rows.changeMode());
    }

    /** Arguments become columns first, behind those of the rows, which come out without them. */
    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        EdgeSchema rows = plan.schema(input.getFirst());
        int width = rows.schema().size();
        HelperColumns columns = HelperColumns.behindAllOf(rows);
        List<OverRows.Call> prepared = new ArrayList<>();
        boolean computes = false;
        for (Call call : calls) {
            Optional<Expr> argument = call.argument()
                    .filter(tree ->
                            !call.function().equals("COUNT") || tree.type().isNullable())
                    .map(plan::resolved);
            int column =
                    argument.map(tree -> columns.add("$" + call.id(), tree)).orElse(-1);
            computes |= column >= width;
            prepared.add(new OverRows.Call(
                    call.id(),
                    call.function(),
                    column,
                    argument.map(Expr::type),
                    argument.map(SqlPrinter::print).orElse(""),
                    call.offset(),
                    call.result()));
        }
        Calc calc = Calc.of(rows, columns.stage(node, rows));
        EdgeSchema in = computes ? calc.outputs().getFirst() : rows;
        boolean sendsLate = plan.isRead(PortName.LATE);
        OverRows over = new OverRows(
                node,
                in,
                partition,
                frame,
                prepared,
                IntStream.range(0, width).boxed().toList(),
                sendsLate,
                ttlMicros);
        int id = plan.add(over, List.of(computes ? List.of(plan.addUnary(calc, input)) : input));
        plan.output(PortName.OUT, new OutputRef(id, 0));
        if (sendsLate) {
            Stage whole = HelperColumns.firstOf(in, width, node).with(StageCounts.behind(node, PortName.LATE));
            plan.output(PortName.LATE, plan.addUnary(Calc.of(in, whole), List.of(new OutputRef(id, 1))));
        }
    }

    @Override
    public List<TypedTree> trees() {
        List<TypedTree> trees = new ArrayList<>();
        for (Call call : calls) {
            call.argument()
                    .ifPresent(tree -> trees.add(new TypedTree(
                            FieldPath.of("functions").element(call.id()).key("argument"), tree)));
        }
        return trees;
    }
}
