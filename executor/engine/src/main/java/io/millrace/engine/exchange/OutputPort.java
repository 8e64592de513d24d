package io.millrace.engine.exchange;

import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.spi.operator.Output;
import java.util.Arrays;
import java.util.List;

/** One output port of an operator and the edges that leave it, each of which gets all rows. */
public final class OutputPort implements Output {

    private final Distribution[] edges;

    public OutputPort(List<Distribution> edges) {
        this.edges = edges.toArray(Distribution[]::new);
    }

    @Override
    public boolean hasRoom() {
        for (Distribution edge : edges) {
            if (!edge.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void emit(Rows rows) {
        if (rows.count() == 0 || edges.length == 0) {
            rows.release();
            return;
        }
        for (int i = 1; i < edges.length; i++) {
            rows.retain();
        }
        for (Distribution edge : edges) {
            edge.emit(rows);
        }
    }

    @Override
    public void signal(Signal signal) {
        for (Distribution edge : edges) {
            edge.signal(signal);
        }
    }

    /** By edge, the reader's tasks that have no room now. */
    public List<List<Integer>> full() {
        return Arrays.stream(edges).map(Distribution::full).toList();
    }

    /** Passes on what had to wait at the writer; says whether nothing waits any more. */
    public boolean drain() {
        boolean drained = true;
        for (Distribution edge : edges) {
            drained &= edge.drain();
        }
        return drained;
    }
}
