package io.millrace.engine.operators.calc;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.engine.codegen.Condition;
import io.millrace.engine.codegen.FailedRows;
import io.millrace.engine.exchange.ChangePairs;
import io.millrace.engine.operators.source.RowStages;
import io.millrace.expr.Expr;
import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a chain of stages on rows. Filters narrow one selection, projections put computed columns beside passed ones in one
 * batch that keeps row numbers and origin of its input; nothing is copied between stages. Belongs to the task's thread.
 */
public final class CalcProgram implements RowStages {

    private final CalcPlan plan;
    private final OperatorContext context;
    private final RowsPool rowsPool;
    private final List<Stage> stages;
    private final List<Condition> branches;
    private final @Nullable RouteReport route;
    private final FailedRows failed = new FailedRows();

    /** Batches that leave; made when first needed, for a filter alone passes on those that come. */
    private @Nullable BatchPool outputs;

    private final boolean makesColumns;

    /** What a route reports to. */
    private record RouteReport(List<Expr> trees, StageMeters meters, List<PortMeter> ports, StageErrors errors) {}

    CalcProgram(CalcPlan plan, OperatorContext context) {
        this.plan = plan;
        this.context = context;
        rowsPool = context.rows();
        CompiledStages compiled = CompiledStages.of(plan);
        makesColumns = compiled.makesColumns();
        stages = compiled.open(context);
        branches = compiled.branches();
        route = branches.isEmpty() ? null : routeReport(plan, context);
    }

    private static RouteReport routeReport(CalcPlan plan, OperatorContext context) {
        int last = plan.stages().size() - 1;
        CalcStage stage = plan.stages().get(last);
        EdgeSchema rows = plan.before(last);
        List<String> names = new ArrayList<>(stage.names());
        names.add("otherwise");
        return new RouteReport(
                stage.trees(),
                new StageMeters(stage.counts(), rows, rows, context),
                names.stream()
                        .map(name -> context.port(stage.nodeId(), name, rows))
                        .toList(),
                StageErrors.of(last, plan, context));
    }

    /** What comes out of stages without a route: perhaps no rows. */
    @Override
    public Rows run(Rows rows) {
        if (route != null) {
            rows.release();
            throw new IllegalStateException("These stages end in a route, which has several outputs");
        }
        if (stages.isEmpty()) {
            return rows;
        }
        List<Rows> results = process(rows);
        return results.getFirst();
    }

    /**
     * What comes out at each output: the branches of the route in order, then the rest; each perhaps without rows.
     *
     * @param rows the reference is consumed; those to the results are the caller's
     */
    public List<Rows> runRouted(Rows rows) {
        return process(rows);
    }

    private List<Rows> process(Rows rows) {
        List<Rows> results = new ArrayList<>(plan.branches());
        boolean done = false;
        try {
            Batch output = makesColumns ? derived(rows.batch()) : retained(rows.batch());
            Rows last = rowsPool.take(output);
            results.add(last);
            Block block = new Block(rows, output, last, failed);
            for (int i = 0; i < stages.size(); i++) {
                stages.get(i).run(block);
            }
            if (route != null) {
                route(route, block, results);
            }
            block.seal();
            mend(rows, results);
            done = true;
            return results;
        } finally {
            rows.release();
            if (!done) {
                results.forEach(Rows::release);
            }
        }
    }

    private void route(RouteReport report, Block block, List<Rows> results) {
        report.meters.entered(block);
        for (int i = 0; i < branches.size(); i++) {
            Rows branch = rowsPool.take(retained(block.output));
            results.add(i, branch);
            int count = block.count;
            int kept = branches.get(i)
                    .split(
                            block.columns,
                            block.selection,
                            count,
                            branch.selectionBuffer(),
                            block.buffer(),
                            block.failed);
            branch.select(kept);
            report.ports.get(i).passed(block.columns, block.input.batch().changes(), branch.selection(), kept);
            int lost = block.failed.count();
            if (lost > 0) {
                report.errors.report(block, List.of(report.trees.get(i)));
                block.failed.clear();
            }
            if (kept + lost > 0) {
                block.select(count - kept - lost);
            }
        }
        block.pass(report.ports.getLast());
    }

    /** Gives single halves of an update that was split their change. */
    private void mend(Rows input, List<Rows> results) {
        if (input.batch().changes() == null) {
            return;
        }
        for (Rows result : results) {
            if (ChangePairs.splits(result)) {
                mendAll(results);
                return;
            }
        }
    }

    /** Each row is in one result at most, so one batch with mended changes serves all. */
    private void mendAll(List<Rows> results) {
        Batch batch = results.getFirst().batch();
        Batch mended = derived(batch);
        for (int i = 0; i < batch.columnCount(); i++) {
            mended.shareColumn(i, batch.column(i));
        }
        for (Rows result : results) {
            ChangePairs.mend(result, mended);
        }
        for (int i = 0; i < results.size(); i++) {
            Rows before = results.get(i);
            Rows after = rowsPool.take(retained(mended));
            int[] selection = before.selection();
            if (selection != null) {
                System.arraycopy(selection, 0, after.selectionBuffer(), 0, before.count());
                after.select(before.count());
            }
            results.set(i, after);
            before.release();
        }
        mended.release();
    }

    /** A batch with the rows, changes and origin of another and, so far, no columns. */
    private Batch derived(Batch from) {
        BatchPool pool = outputs;
        if (pool == null) {
            pool = context.pool(plan.output());
            outputs = pool;
        }
        Batch batch = pool.take();
        batch.addParent(from);
        batch.setRowCount(from.rowCount());
        batch.shareChanges(from.changes());
        batch.setOrigin(from.origin());
        return batch;
    }

    private static Batch retained(Batch batch) {
        batch.retain();
        return batch;
    }

    /** Nothing is held between blocks. */
    @Override
    public void close() {}
}
