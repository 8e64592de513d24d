package io.millrace.engine.codegen;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import org.jspecify.annotations.Nullable;

/** Writes the value of an expression on each row to the same row of a vector. */
abstract class ValueLoop extends BlockLoop {

    /** Where results go that are texts or bytes. */
    final TextWriter writer = new TextWriter();

    // Read by generated code; null between blocks.
    @Nullable
    Vector target;

    ValueLoop(int texts, int decimals, int timestamps, int workspaces) {
        super(texts, decimals, timestamps, workspaces);
    }

    /** See {@link Computation#compute}. */
    final void compute(Vector[] inputs, int @Nullable [] selection, int count, Vector result, FailedRows failed) {
        target = result;
        if (result instanceof BytesVector bytes) {
            writer.begin(bytes, inputs);
        }
        loopOverAll(inputs, selection, count, failed);
        target = null;
    }
}
