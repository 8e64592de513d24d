package io.millrace.model.document;

import io.millrace.model.annotation.Field;

/**
 * Rows that leave by one port enter by another.
 *
 * @param from an output port
 * @param to an input port
 */
public record Edge(
        @Field(help = "The output port that rows leave by.") Endpoint from,
        @Field(help = "The input port that they enter by.") Endpoint to) {

    /** An edge from {@code out} to {@code in}. */
    public static Edge between(NodeId from, NodeId to) {
        return new Edge(new Endpoint(from, PortName.OUT), new Endpoint(to, PortName.IN));
    }

    /** {@code a.out → b.in}. */
    @Override
    public String toString() {
        return from + " → " + to;
    }
}
