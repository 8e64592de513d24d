package io.millrace.plan.rewrite;

import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalNode;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one operator of neighbours that look at one row at a time, so that one generated loop does the work of all.
 *
 * <pre>
 * before   ─▶ calc [filter late] ─▶ calc [select shorten] ─▶
 * after    ─▶ calc [filter late, select shorten] ─▶
 * </pre>
 *
 * <p>Each stage keeps its node: rows are counted and errors dealt with as before.
 */
final class MergeCalcs implements Rewrite {

    @Override
    public String name() {
        return "merge-calcs";
    }

    @Override
    public Optional<Rewritten> apply(LogicalPlan plan) {
        for (LogicalNode node : plan.nodes()) {
            if (node.operator() instanceof Calc second && node.hasSingleInput()) {
                LogicalNode before =
                        plan.node(node.inputs().getFirst().getFirst().node());
                if (before.operator() instanceof Calc first && !first.isRoute() && plan.edgesOutOf(before.id()) == 1) {
                    return Optional.of(merged(plan, before, first, node, second));
                }
            }
        }
        return Optional.empty();
    }

    private static Rewritten merged(LogicalPlan plan, LogicalNode before, Calc first, LogicalNode node, Calc second) {
        List<Stage> stages = new ArrayList<>(first.stages());
        stages.addAll(second.stages());
        List<LogicalNode> nodes = new ArrayList<>(plan.nodes());
        nodes.remove(before);
        nodes.replaceAll(other -> other.id() == node.id()
                ? new LogicalNode(node.id(), new Calc(first.input(), stages), before.inputs())
                : other);
        return new Rewritten(
                LogicalPlan.ofUnordered(nodes),
                "`" + first.stages().getLast().node() + "` and `"
                        + second.stages().getFirst().node() + "` run as one operator");
    }
}
