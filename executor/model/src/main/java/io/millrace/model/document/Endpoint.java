package io.millrace.model.document;

import io.millrace.model.annotation.Field;

/** One end of an edge: a port of a node. */
public record Endpoint(
        @Field(help = "The id of a node.") NodeId node,
        @Field(help = "The name of one of its ports.") PortName port) {

    /** {@code node.port}. */
    @Override
    public String toString() {
        return node + "." + port;
    }
}
