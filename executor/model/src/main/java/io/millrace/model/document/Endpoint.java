package io.millrace.model.document;

/** One end of an edge: a port of a node. */
public record Endpoint(NodeId node, PortName port) {

    /** {@code node.port}. */
    @Override
    public String toString() {
        return node + "." + port;
    }
}
