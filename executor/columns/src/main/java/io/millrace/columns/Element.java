package io.millrace.columns;

/** What travels on an edge, in order: {@link Rows} and {@link Signal}s. */
public sealed interface Element permits Rows, Signal {}
