package io.millrace.engine.operators.calc;

import io.millrace.columns.Batch;
import io.millrace.columns.RowOrigin;
import io.millrace.columns.ValueText;
import io.millrace.columns.Vector;
import io.millrace.engine.codegen.BoxedColumns;
import io.millrace.expr.Expr;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.interpret.RowFailure;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.OperatorContext;
import java.util.AbstractList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of a stage: evaluates the rows that failed once more, by the interpreter, which finds the words, and
 * reports them. Generated code only knows that they failed.
 */
final class StageErrors {

    /** So much of a row is shown as its position when it comes from no file. */
    private static final int MOST_SHOWN = 200;

    private final CalcStage stage;
    private final Schema input;
    private final Schema before;
    private final PipelineZone zone;
    private final RowErrors errors;
    private final NodeMetrics metrics;
    private final IdentityHashMap<Expr, Interpreter> interpreters = new IdentityHashMap<>();

    /**
     * @param input the columns the operator gets, for showing a row
     * @param before the columns the stage gets
     */
    private StageErrors(
            CalcStage stage, Schema input, Schema before, PipelineZone zone, RowErrors errors, NodeMetrics metrics) {
        this.stage = stage;
        this.input = input;
        this.before = before;
        this.zone = zone;
        this.errors = errors;
        this.metrics = metrics;
    }

    /** Of the stage at this position. */
    static StageErrors of(int position, CalcPlan plan, OperatorContext context) {
        CalcStage stage = plan.stages().get(position);
        return new StageErrors(
                stage,
                plan.input().schema(),
                plan.before(position).schema(),
                plan.zone(),
                context.errors(stage.nodeId()),
                context.metrics(stage.nodeId()));
    }

    /**
     * Reports the block's failed rows, in their order.
     *
     * @param trees what was evaluated over the block's columns, in order
     * @throws io.millrace.spi.error.RunException when the node's policy ends the job
     */
    void report(Block block, List<Expr> trees) {
        if (stage.isHelper()) {
            // The operator behind counts the rows that reach the node, and will not see these.
            metrics.add(Metric.ROWS_IN, block.failed.count());
        }
        for (int row = block.failed.next(0); row >= 0; row = block.failed.next(row + 1)) {
            RowFailure failure = failure(trees, block.columns, row);
            Batch batch = block.input.batch();
            RowOrigin origin = batch.origin();
            String place = origin != null ? origin.describe(row) : "row " + shortened(inWords(batch, row));
            errors.report(
                    RunError.user(code(failure.cause()), failure.message()).at(place),
                    new FailedInput.OfRow(before, block.columns, row));
        }
    }

    private RowFailure failure(List<Expr> trees, Vector[] columns, int row) {
        List<@Nullable Object> values = new RowValues(columns, row);
        for (Expr tree : trees) {
            Interpreter interpreter = interpreters.computeIfAbsent(tree, key -> new Interpreter(key, zone));
            if (interpreter.evaluate(values) instanceof Outcome.Failed(RowFailure failure)) {
                return failure;
            }
        }
        throw new IllegalStateException("Generated code of node " + stage.nodeId() + " failed on a row which the"
                + " interpreter computes: " + trees);
    }

    /** {@code expression.divisionByZero}. */
    private static String code(RowError.Cause cause) {
        StringBuilder code = new StringBuilder("expression.");
        String name = cause.name();
        for (int i = 0; i < name.length(); i++) {
            boolean afterUnderscore = i > 0 && name.charAt(i - 1) == '_';
            if (name.charAt(i) != '_') {
                code.append(afterUnderscore ? name.charAt(i) : Character.toLowerCase(name.charAt(i)));
            }
        }
        return code.toString();
    }

    private String inWords(Batch batch, int row) {
        StringJoiner words = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < input.size(); i++) {
            words.add(input.column(i).name() + " = " + ValueText.of(batch.column(i), row));
        }
        return words.toString();
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    /** The values of one row by column, read when asked for. */
    private static final class RowValues extends AbstractList<@Nullable Object> {

        private final Vector[] columns;
        private final int row;

        RowValues(Vector[] columns, int row) {
            this.columns = columns;
            this.row = row;
        }

        @Override
        public @Nullable Object get(int column) {
            return BoxedColumns.read(columns[column], row);
        }

        @Override
        public int size() {
            return columns.length;
        }
    }
}
