package io.millrace.engine.operators.calc;

import io.millrace.engine.codegen.Condition;
import io.millrace.expr.Expr;
import java.util.List;

/** Keeps the rows whose condition is TRUE. */
final class FilterStage implements Stage {

    private final Condition condition;
    private final List<Expr> trees;
    private final StageMeters meters;
    private final StageErrors errors;

    FilterStage(Condition condition, List<Expr> trees, StageMeters meters, StageErrors errors) {
        this.condition = condition;
        this.trees = trees;
        this.meters = meters;
        this.errors = errors;
    }

    @Override
    public void run(Block block) {
        meters.entered(block);
        int kept = condition.select(block.columns, block.selection, block.count, block.buffer(), block.failed);
        if (block.failed.any()) {
            meters.failed(block.failed.count());
            errors.report(block, trees);
            block.failed.clear();
        }
        if (kept < block.count) {
            block.select(kept);
        }
        meters.left(block);
    }
}
