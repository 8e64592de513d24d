package io.millrace.plan.logical;

/** An output of a node of the logical plan, by the node's id and the position of the port. */
public record OutputRef(int node, int port) {}
