package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A loop over some rows of a block that does one thing with each. Generated classes extend its subclasses; the registers
 * that kernels write to are kept here between blocks. One thread.
 */
abstract class BlockLoop {

    // Read by generated code, each register by one call of a kernel or for one column.
    final Utf8[] texts;
    final Decimal128[] decimals;
    final TimestampNanos[] timestamps;
    final Object[] workspaces;
    final NullFlag nullFlag = new NullFlag();

    /** Whether the method of an outlined part, which has just returned, answered NULL. */
    boolean resultIsNull;

    /** With this many registers of each sort, and places for workspaces, which generated code makes. */
    BlockLoop(int texts, int decimals, int timestamps, int workspaces) {
        this.texts = new Utf8[texts];
        Arrays.setAll(this.texts, _ -> new Utf8());
        this.decimals = new Decimal128[decimals];
        Arrays.setAll(this.decimals, _ -> new Decimal128());
        this.timestamps = new TimestampNanos[timestamps];
        Arrays.setAll(this.timestamps, _ -> new TimestampNanos());
        this.workspaces = new Object[workspaces];
    }

    /**
     * Does the rows at positions {@code from} to {@code count - 1}, up to one that fails.
     *
     * @param inputs the columns the expression reads, in the order of their first use
     * @param selection the row at each position; null when position and row are the same
     * @return the position of the row that failed, else {@code count}
     */
    abstract int loop(Vector[] inputs, int @Nullable [] selection, int from, int count);

    /** Does all rows; those that fail are added to {@code failed}. */
    final void loopOverAll(Vector[] inputs, int @Nullable [] selection, int count, FailedRows failed) {
        int from = 0;
        while (from < count) {
            int position = loop(inputs, selection, from, count);
            if (position < count) {
                failed.add(selection == null ? position : selection[position]);
            }
            from = position + 1;
        }
    }
}
