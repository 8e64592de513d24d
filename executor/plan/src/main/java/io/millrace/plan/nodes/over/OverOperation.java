package io.millrace.plan.nodes.over;

import io.millrace.expr.Expr;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.ChangeMode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
     * @param offset of LAG and LEAD, how many rows away
     */
    record Call(String id, String function, Optional<Expr> argument, int offset, Column result) {

        private boolean isLead() {
            return function.equals("LEAD");
        }
    }

    OverOperation {
        partition = List.copyOf(partition);
        calls = List.copyOf(calls);
    }

    /** The rows with their results, which change when rows come that others look ahead to. */
    EdgeSchema output(EdgeSchema rows) {
        List<Column> columns = new ArrayList<>(rows.schema().columns());
        calls.forEach(call -> columns.add(call.result()));
        if (calls.stream().anyMatch(Call::isLead)) {
            return new EdgeSchema(new Schema(columns), Optional.empty(), rows.keys(), ChangeMode.RETRACT);
        }
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
        Map<String, Integer> ahead = new HashMap<>();
        // First those that stay columns for a while: none of them may be called like a result before them.
        for (Call call : calls) {
            if (call.isLead()) {
                Expr argument = plan.resolved(call.argument().orElseThrow());
                ahead.put(call.id(), columns.add("$" + call.id(), argument));
            }
        }
        boolean computes = ahead.values().stream().anyMatch(column -> column >= width);
        for (Call call : calls) {
            if (call.isLead()) {
                continue;
            }
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
        List<Integer> passed = Stream.concat(
                        IntStream.range(0, width).boxed(),
                        ahead.values().stream().filter(column -> column >= width))
                .distinct()
                .sorted()
                .toList();
        boolean sendsLate = plan.isRead(PortName.LATE);
        OverRows over =
                new OverRows(node, in, partition, frame, prepared, passed, ahead.isEmpty(), sendsLate, ttlMicros);
        int id = plan.add(over, List.of(computes ? List.of(plan.addUnary(calc, input)) : input));
        plan.output(
                PortName.OUT,
                ahead.isEmpty()
                        ? new OutputRef(id, 0)
                        : lookAhead(plan, new OutputRef(id, 0), over.outputs().getFirst(), passed, ahead, width));
        if (sendsLate) {
            Stage whole = HelperColumns.firstOf(in, width, node).with(StageCounts.behind(node, PortName.LATE));
            plan.output(PortName.LATE, plan.addUnary(Calc.of(in, whole), List.of(new OutputRef(id, 1))));
        }
    }

    /**
     * Adds the values of rows behind to rows with all other results.
     *
     * @param passed which columns of the input stand before the results
     * @param ahead by the result's id the column of the input that it is a value of
     */
    private OutputRef lookAhead(
            LogicalBuilder plan,
            OutputRef over,
            EdgeSchema rows,
            List<Integer> passed,
            Map<String, Integer> ahead,
            int width) {
        List<LeadRows.Lead> leads = calls.stream()
                .filter(Call::isLead)
                .map(call -> new LeadRows.Lead(
                        passed.indexOf(ahead.getOrDefault(call.id(), -1)),
                        call.offset(),
                        SqlPrinter.print(plan.resolved(call.argument().orElseThrow())),
                        call.result()))
                .toList();
        List<Integer> shown = IntStream.range(0, rows.schema().size())
                .filter(column -> column < width || column >= passed.size())
                .boxed()
                .toList();
        // Behind the rows stand the results of one kind, then those of the other; drawn they are as they are listed.
        List<Integer> order = new ArrayList<>(IntStream.range(0, width).boxed().toList());
        int result = width;
        int lead = shown.size();
        for (Call call : calls) {
            order.add(call.isLead() ? lead++ : result++);
        }
        boolean isInOrder = IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
        LeadRows behind = new LeadRows(
                node,
                rows,
                partition,
                leads,
                shown,
                isInOrder ? Optional.of(PortName.OUT.value()) : Optional.empty(),
                ttlMicros);
        OutputRef changed = new OutputRef(plan.add(behind, List.of(List.of(over))), 0);
        if (isInOrder) {
            return changed;
        }
        EdgeSchema all = behind.outputs().getFirst();
        Stage.Project drawn = HelperColumns.only(order, all, node).with(StageCounts.behind(node, PortName.OUT));
        return plan.addUnary(Calc.of(all, drawn), List.of(changed));
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
