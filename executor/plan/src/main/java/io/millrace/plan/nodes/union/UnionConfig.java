package io.millrace.plan.nodes.union;

/** Config of a union: there is nothing to say. */
record UnionConfig() {}
