package io.millrace.expr;

/** Where documentation lists a function. */
public enum Category {
    COMPARISON,
    LOGIC,
    CONDITIONAL,
    NUMBER,
    TEXT,
    TIME,
    JSON,
    COLLECTION,
    CONVERSION,
    AGGREGATE
}
