package io.millrace.plan.rewrite;

import io.millrace.model.document.NodeId;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies the rewrites one after the other, each as often as it has a place. */
public final class Rewriter {

    /** Bounds what a rewrite that undoes itself could cost; each application takes away one of few chances. */
    private static final int MOST_APPLICATIONS = 10_000;

    private Rewriter() {}

    /** All rewrites, in the order of their application. */
    private static List<Rewrite> all(PlanOptions options, Set<NodeId> lettered) {
        return List.of(
                new PushFilterDown(lettered),
                new PruneColumns(lettered),
                new SplitAggregation(options.parallelism()),
                new MergeCalcs());
    }

    /** The names of all rewrites. */
    public static List<String> names() {
        return all(PlanOptions.ofParallelism(1), Set.of()).stream()
                .map(Rewrite::name)
                .toList();
    }

    /**
     * The plan after the rewrites that the options ask for, and what was done on the way.
     *
     * @param lettered the nodes that write letters about rows which fail in them: they get these rows as they are drawn
     */
    public static Result rewrite(LogicalPlan plan, PlanOptions options, Set<NodeId> lettered) {
        LogicalPlan current = plan;
        List<AppliedRewrite> applied = new ArrayList<>();
        for (Rewrite rewrite : all(options, lettered)) {
            if (options.skippedRewrites().contains(rewrite.name())) {
                continue;
            }
            Optional<Rewrite.Rewritten> next = rewrite.apply(current);
            while (next.isPresent() && applied.size() < MOST_APPLICATIONS) {
                LogicalPlan before = current;
                current = next.get().plan();
                applied.add(new AppliedRewrite(rewrite.name(), next.get().what(), before, current));
                next = rewrite.apply(current);
            }
        }
        return new Result(current, applied);
    }

    /** The plan after all rewrites, and each application. */
    public record Result(LogicalPlan plan, List<AppliedRewrite> applied) {

        public Result {
            applied = List.copyOf(applied);
        }
    }
}
