package io.millrace.plan.rewrite;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.document.NodeId;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Filters before columns are computed, and before streams are merged.
 *
 * <pre>
 * before   flights ─▶ select d = delay, o = UPPER(origin) ─▶ filter d &gt; 15 ─▶
 * after    flights ─▶ filter delay &gt; 15 ─▶ select d = delay, o = UPPER(origin) ─▶
 *
 * before   east ─┐                          after   east ─▶ filter ─┐
 *                ├▶ union ─▶ filter ─▶                               ├▶ union ─▶
 *          west ─┘                                  west ─▶ filter ─┘
 * </pre>
 *
 * <p>Only a filter whose columns all pass through moves: computing its columns twice would cost what it saves, and a row
 * that fails would fail in another node, under another error policy. Nothing moves past a node with other readers, and
 * nothing past a watermark, whose progress counts the rows that are dropped as well.
 */
final class PushFilterDown implements Rewrite {

    private final Set<NodeId> lettered;

    /**
     * @param lettered nodes that write letters: a row that fails there is shown as it is drawn, and none is missing because a
     *     filter behind has dropped it before
     */
    PushFilterDown(Set<NodeId> lettered) {
        this.lettered = Set.copyOf(lettered);
    }

    @Override
    public String name() {
        return "push-filter-down";
    }

    @Override
    public Optional<Rewritten> apply(LogicalPlan plan) {
        for (LogicalNode node : plan.nodes()) {
            if (filterOf(node).isPresent() && node.hasSingleInput()) {
                LogicalNode before =
                        plan.node(node.inputs().getFirst().getFirst().node());
                Optional<Rewritten> moved = move(plan, node, filterOf(node).get(), before);
                if (moved.isPresent()) {
                    return moved;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Stage.Filter> filterOf(LogicalNode node) {
        return node.operator() instanceof Calc(var _, List<Stage> stages)
                        && stages.size() == 1
                        && stages.getFirst() instanceof Stage.Filter filter
                ? Optional.of(filter)
                : Optional.empty();
    }

    private Optional<Rewritten> move(LogicalPlan plan, LogicalNode node, Stage.Filter filter, LogicalNode before) {
        if (!(before.operator() instanceof Calc calc)
                || calc.stages().size() != 1
                || !(calc.stages().getFirst() instanceof Stage.Project project)
                || plan.edgesOutOf(before.id()) != 1
                || lettered.contains(filter.node())
                || lettered.contains(project.node())
                || !passes(filter.condition(), project.values())) {
            return Optional.empty();
        }
        Expr condition = Trees.replaceColumns(
                filter.condition(), column -> project.values().get(column.index()));
        Calc moved = Calc.of(
                calc.input(),
                new Stage.Filter(filter.node(), condition, filter.counts().movedBefore(project.counts())));
        Calc passed = Calc.of(calc.input(), project.with(project.counts().passedBy(filter.counts())));
        List<LogicalNode> nodes = new ArrayList<>(plan.nodes());
        nodes.removeIf(other -> other.id() == node.id() || other.id() == before.id());
        List<OutputRef> filtered = new ArrayList<>();
        int id = plan.freeId();
        for (OutputRef input : before.inputs().getFirst()) {
            nodes.add(new LogicalNode(id, moved, List.of(List.of(input))));
            filtered.add(new OutputRef(id++, 0));
        }
        // The projection takes the filter's place, so that whoever read the filter reads the projection now.
        nodes.add(new LogicalNode(node.id(), passed, List.of(filtered)));
        return Optional.of(new Rewritten(
                LogicalPlan.ofUnordered(nodes),
                "the filter `" + filter.node() + "` runs before `" + project.node() + "`"));
    }

    private static boolean passes(Expr condition, List<Expr> values) {
        return Trees.columnsOf(condition).stream().allMatch(column -> values.get(column) instanceof ColumnRef);
    }
}
