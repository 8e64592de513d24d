package io.millrace.plan.nodes.join;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.print.SqlPrinter;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.HelperColumns;
import io.millrace.plan.logical.Join;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.StageCounts;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A join with typed keys.
 *
 * @param kind how the sides are brought together
 * @param type which rows come out
 * @param added positions of the added columns in the right rows
 * @param out the left columns, then the added ones
 */
record JoinOperation(NodeId node, Join.Kind kind, Join.Type type, List<Key> keys, List<Integer> added, EdgeSchema out)
        implements TypedOperation {

    /**
     * What must be equal: expressions of one type, columns where they have that type already.
     *
     * @param id the key's element id
     */
    record Key(String id, Expr left, Expr right) {

        /** A key on one of the sides, computed where it is no column. */
        private KeyColumn column(Function<Key, Expr> side, HelperColumns columns) {
            Expr value = side.apply(this);
            return new KeyColumn(columns.add("$key." + id, value), id, SqlPrinter.print(unconverted(value)));
        }

        /** That it is brought into the other side's type changes nothing of what it is. */
        private static Expr unconverted(Expr value) {
            return value.children().size() == 1 ? unconverted(value.children().getFirst()) : value;
        }
    }

    JoinOperation {
        keys = List.copyOf(keys);
        added = List.copyOf(added);
    }

    @Override
    public void addTo(LogicalBuilder plan) {
        Side left = Side.of(plan, plan.input(JoinNode.LEFT).getFirst(), keys, Key::left, node);
        Side right = Side.of(plan, plan.input(JoinNode.RIGHT).getFirst(), keys, Key::right, node);
        int leftSize =
                plan.schema(plan.input(JoinNode.LEFT).getFirst()).schema().size();
        Join join = new Join(
                node,
                kind,
                type,
                left.edge(),
                right.edge(),
                left.keys(),
                right.keys(),
                added,
                output(left.edge(), leftSize),
                left.edge().schema().size() == leftSize ? Optional.of(PortName.OUT) : Optional.empty());
        OutputRef joined = new OutputRef(plan.add(join, List.of(List.of(left.rows()), List.of(right.rows()))), 0);
        int converted = left.edge().schema().size() - leftSize;
        plan.output(PortName.OUT, converted == 0 ? joined : withoutConverted(plan, joined, join, leftSize, converted));
    }

    /** What the join gives: between the left columns and the added ones stand keys that had to be converted. */
    private EdgeSchema output(EdgeSchema left, int leftSize) {
        List<Column> columns = new ArrayList<>(out.schema().columns().subList(0, leftSize));
        for (Column converted :
                left.schema().columns().subList(leftSize, left.schema().size())) {
            columns.add(new Column(
                    converted.name(), type.padsRight() ? converted.type().withNullable(true) : converted.type()));
        }
        columns.addAll(out.schema().columns().subList(leftSize, out.schema().size()));
        return new EdgeSchema(new Schema(columns), out.eventTime(), out.keys(), out.changeMode());
    }

    private OutputRef withoutConverted(LogicalBuilder plan, OutputRef joined, Join join, int leftSize, int converted) {
        int size = join.output().schema().size();
        List<Integer> kept = IntStream.range(0, size)
                .filter(column -> column < leftSize || column >= leftSize + converted)
                .boxed()
                .toList();
        Stage.Project drawn =
                HelperColumns.only(kept, join.output(), node).with(StageCounts.behind(node, PortName.OUT));
        return plan.addUnary(Calc.of(join.output(), drawn), List.of(joined));
    }

    /** One side with its keys as columns. */
    private record Side(OutputRef rows, EdgeSchema edge, List<KeyColumn> keys) {

        static Side of(LogicalBuilder plan, OutputRef rows, List<Key> keys, Function<Key, Expr> side, NodeId node) {
            EdgeSchema edge = plan.schema(rows);
            boolean areColumns = keys.stream().allMatch(key -> side.apply(key) instanceof ColumnRef);
            HelperColumns columns = HelperColumns.behindAllOf(edge);
            List<KeyColumn> positions =
                    keys.stream().map(key -> key.column(side, columns)).toList();
            if (areColumns) {
                return new Side(rows, edge, positions);
            }
            Calc calc = Calc.of(edge, columns.stage(node, edge));
            return new Side(plan.addUnary(calc, List.of(rows)), calc.outputs().getFirst(), positions);
        }
    }

    @Override
    public List<TypedTree> trees() {
        return List.of();
    }
}
