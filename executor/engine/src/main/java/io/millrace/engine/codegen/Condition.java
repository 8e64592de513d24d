package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.expr.Expr;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on rows, as a loop over columns. Belongs to one task and its thread. */
public final class Condition {

    private static final int[] NO_REST = {};

    private final SharedColumns shared;
    private final @Nullable Vector[] homes;
    private final LoopPair<ConditionLoop> loop;
    private final boolean withRest;

    private Condition(SharedColumns shared, LoopPair<ConditionLoop> loop, boolean withRest) {
        this.shared = shared;
        this.homes = new Vector[shared.count()];
        this.loop = loop;
        this.withRest = withRest;
    }

    /**
     * A condition to {@link #select} by.
     *
     * @param condition a BOOLEAN tree without parameters
     * @param columnCount how many columns the rows have
     */
    public static Condition selecting(Expr condition, int columnCount, PipelineZone zone) {
        return compile(condition, columnCount, zone, false);
    }

    /** A condition to {@link #split} by; otherwise as {@link #selecting}. */
    public static Condition splitting(Expr condition, int columnCount, PipelineZone zone) {
        return compile(condition, columnCount, zone, true);
    }

    private static Condition compile(Expr condition, int columnCount, PipelineZone zone, boolean withRest) {
        LoopFactory factory = new LoopFactory(zone, new ScratchVectors());
        Node root = new Lowering(zone).lower(condition);
        if (root instanceof Node.Null) {
            root = new Node.Null(Carrier.BOOLEAN);
        }
        SharedParts shared = SharedParts.of(List.of(root), columnCount);
        return new Condition(
                new SharedColumns(shared.parts(), columnCount, factory),
                new LoopPair<>(shared.roots().getFirst(), node -> factory.condition(node, condition, withRest)),
                withRest);
    }

    /**
     * Writes the rows whose condition is TRUE to {@code kept}, in their order.
     *
     * @param columns by column number
     * @param selection the rows, {@code count} of them; null for 0 to count - 1
     * @param kept has room for {@code count} rows; may be the selection itself
     * @param failed gets the rows for which the condition fails
     * @return how many are kept
     */
    public int select(Vector[] columns, int @Nullable [] selection, int count, int[] kept, FailedRows failed) {
        if (withRest) {
            throw new IllegalStateException("This condition was compiled to split");
        }
        Vector[] all = shared.extend(columns, selection, count, homes, failed);
        int keptCount = loop.bind(all).select(loop.inputs(), selection, count, kept, NO_REST, failed);
        return shared.count() == 0 ? keptCount : failed.removeFrom(kept, keptCount);
    }

    /**
     * As {@link #select}, and writes the rows whose condition is FALSE or NULL to {@code rest}.
     *
     * @param rest another array than {@code kept}; may be the selection itself
     * @return how many are kept; the rest are {@code count} less those and less the failed ones
     */
    public int split(
            Vector[] columns, int @Nullable [] selection, int count, int[] kept, int[] rest, FailedRows failed) {
        if (!withRest) {
            throw new IllegalStateException("This condition was compiled to select");
        }
        Vector[] all = shared.extend(columns, selection, count, homes, failed);
        ConditionLoop bound = loop.bind(all);
        int keptCount = bound.select(loop.inputs(), selection, count, kept, rest, failed);
        if (shared.count() > 0) {
            failed.removeFrom(rest, bound.restCount);
            return failed.removeFrom(kept, keptCount);
        }
        return keptCount;
    }
}
