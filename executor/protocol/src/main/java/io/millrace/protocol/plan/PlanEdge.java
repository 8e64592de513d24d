package io.millrace.protocol.plan;

/**
 * From an output port to an input port. Several edges may leave one port (each gets all rows) and several may end at one
 * (their rows are merged, their watermark is the least).
 */
public record PlanEdge(int from, int fromPort, int to, int toPort, Distribution distribution) {}
