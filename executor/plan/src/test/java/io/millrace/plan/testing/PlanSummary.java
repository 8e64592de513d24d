package io.millrace.plan.testing;

import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An operator plan in a line per fragment and a line per exchange, for assertions. */
public final class PlanSummary {

    private PlanSummary() {}

    /**
     * {@code 0 x2: source[flights], calc[late, shorter]} for fragment 0, which runs as two tasks; {@code 0 -> 1 hash[0]}
     * for the rows that go from it to fragment 1.
     */
    public static List<String> of(OperatorPlan plan) {
        List<String> lines = new ArrayList<>();
        for (Fragment fragment : plan.fragments()) {
            lines.add(fragment.id() + " x" + fragment.parallelism() + ": "
                    + fragment.operators().stream()
                            .map(id -> operator(plan.operator(id)))
                            .collect(Collectors.joining(", ")));
        }
        for (PlanEdge edge : plan.edges()) {
            if (!(edge.distribution() instanceof Distribution.Local)) {
                lines.add(fragmentOf(plan, edge.from()) + " -> " + fragmentOf(plan, edge.to()) + " "
                        + distribution(edge.distribution()));
            }
        }
        return lines;
    }

    private static String operator(PhysicalOperator operator) {
        return operator.type() + operator.nodeIds();
    }

    private static int fragmentOf(OperatorPlan plan, int operator) {
        return plan.fragments().stream()
                .filter(fragment -> fragment.operators().contains(operator))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String distribution(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Local _ -> "local";
            case Distribution.Forward _ -> "forward";
            case Distribution.Hash(List<Integer> columns) -> "hash" + columns;
            case Distribution.Broadcast _ -> "broadcast";
            case Distribution.Rebalance _ -> "rebalance";
        };
    }
}
