package io.millrace.model.catalogue;

/** A comparison of a column with literals that a source can make itself, before rows reach the pipeline. */
public enum PushableFilter {
    EQUALS,
    NOT_EQUALS,
    /** {@code <}, {@code <=}, {@code >}, {@code >=}, BETWEEN. */
    RANGE,
    IN,
    /** IS NULL and IS NOT NULL. */
    IS_NULL,
    /** LIKE with a pattern that is a prefix and {@code %}. */
    STARTS_WITH
}
