package io.millrace.expr.function;

import io.millrace.model.type.DataType;

/** What came of typing an aggregate call. */
public sealed interface AggregateResolution {

    /** The type of the result. */
    record Resolved(DataType type) implements AggregateResolution {}

    /** The argument does not fit; the message says what does. */
    record Rejected(String message) implements AggregateResolution {}
}
