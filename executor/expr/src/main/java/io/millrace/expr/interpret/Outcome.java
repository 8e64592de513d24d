package io.millrace.expr.interpret;

import org.jspecify.annotations.Nullable;

/** What evaluating a tree on a row came to. */
public sealed interface Outcome {

    /** A boxed value, or null for NULL. */
    record Value(@Nullable Object value) implements Outcome {}

    /** The row fails. */
    record Failed(RowFailure failure) implements Outcome {}
}
