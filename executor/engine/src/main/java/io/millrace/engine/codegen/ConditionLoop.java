package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import org.jspecify.annotations.Nullable;

/** Sorts rows by a condition: those where it is TRUE, and, if wanted, the rest. */
abstract class ConditionLoop extends BlockLoop {

    private static final int[] NONE = {};

    // Read and written by generated code. It writes every row and moves the count on when the row belongs there, so
    // that
    // there is no branch to mispredict; both arrays have room for all rows.
    int[] kept = NONE;
    int[] rest = NONE;
    int keptCount;
    int restCount;

    ConditionLoop(int texts, int decimals, int timestamps, int workspaces) {
        super(texts, decimals, timestamps, workspaces);
    }

    /** See {@link Condition#select}. */
    final int select(
            Vector[] inputs, int @Nullable [] selection, int count, int[] keptRows, int[] restRows, FailedRows failed) {
        kept = keptRows;
        rest = restRows;
        keptCount = 0;
        restCount = 0;
        loopOverAll(inputs, selection, count, failed);
        kept = NONE;
        rest = NONE;
        return keptCount;
    }
}
