package io.millrace.engine.operators.calc;

import io.millrace.engine.codegen.Condition;
import io.millrace.expr.Expr;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import java.util.List;

/** Keeps the rows whose condition is TRUE. */
final class FilterStage implements Stage {

    private final Condition condition;
    private final List<Expr> trees;
    private final NodeMetrics metrics;
    private final StageErrors errors;

    FilterStage(Condition condition, List<Expr> trees, NodeMetrics metrics, StageErrors errors) {
        this.condition = condition;
        this.trees = trees;
        this.metrics = metrics;
        this.errors = errors;
    }

    @Override
    public void run(Block block) {
        metrics.add(Metric.ROWS_IN, block.count);
        int kept = condition.select(block.columns, block.selection, block.count, block.buffer(), block.failed);
        if (block.failed.any()) {
            errors.report(block, trees);
            block.failed.clear();
        }
        if (kept < block.count) {
            block.select(kept);
        }
        metrics.add(Metric.ROWS_OUT, kept);
    }
}
