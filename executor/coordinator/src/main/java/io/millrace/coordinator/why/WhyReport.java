package io.millrace.coordinator.why;

import java.util.List;
import java.util.Optional;

/**
 * Why a node brings out what it does, or nothing.
 *
 * @param node the node that was asked about
 * @param chain from the node to what holds it up, never empty
 * @param time how its event time stands, where it has any
 * @param late where rows came from that were behind the watermark, the most first
 */
public record WhyReport(String node, List<Cause> chain, Optional<Time> time, List<Late> late) {

    public WhyReport {
        chain = List.copyOf(chain);
        late = List.copyOf(late);
    }

    /**
     * Event time at a node, in microseconds.
     *
     * @param watermark the least over its tasks; {@link Long#MIN_VALUE} before there is one, {@link Long#MAX_VALUE} at the end
     * @param waitsFor what it has to pass before more comes out
     */
    public record Time(long watermark, Optional<Long> waitsFor) {}

    /**
     * A split some of whose rows were behind the watermark.
     *
     * @param source the node that reads it
     * @param split what the connector calls it
     */
    public record Late(String source, String split, long rows) {}

    /** Looks for what holds a node up. */
    public static WhyReport of(Observed observed, String node) {
        Places places = new Places(observed);
        int operator = places.operatorOf(node);
        List<Cause> chain = new Causes(observed, places).of(operator, node);
        return new WhyReport(node, chain, places.time(operator, node), places.late());
    }
}
