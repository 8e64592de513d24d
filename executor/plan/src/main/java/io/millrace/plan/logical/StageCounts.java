package io.millrace.plan.logical;

import io.millrace.model.document.Endpoint;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows at a stage are in the drawing. As long as stages stand as drawn, all that enters a stage has reached its
 * node and all that leaves it leaves the node's port; when a rewrite moves a stage, what it counts stays where it is drawn.
 *
 * @param enters nodes that the rows before the stage have reached
 * @param before ports whose rows those are
 * @param behind ports whose rows leave the stage
 * @param lost ports that are drawn behind the stage and counted further up: rows that fail here are taken off them
 */
public record StageCounts(List<NodeId> enters, List<Endpoint> before, List<Endpoint> behind, List<Endpoint> lost) {

    /** Of a stage that is there for its neighbours' sake. */
    public static final StageCounts NOTHING = new StageCounts(List.of(), List.of(), List.of(), List.of());

    public StageCounts {
        enters = List.copyOf(enters);
        before = List.copyOf(before);
        behind = List.copyOf(behind);
        lost = List.copyOf(lost);
    }

    /** Of a node that is one stage. */
    public static StageCounts of(NodeId node) {
        return new StageCounts(List.of(node), List.of(), List.of(new Endpoint(node, PortName.OUT)), List.of());
    }

    /** Of a stage that only brings the rows into the form in which they leave a port. */
    public static StageCounts behind(NodeId node, PortName port) {
        return new StageCounts(List.of(), List.of(), List.of(new Endpoint(node, port)), List.of());
    }

    /** Of this stage when it has moved to before its neighbour, whose counts are these. */
    public StageCounts movedBefore(StageCounts passed) {
        List<Endpoint> all = joined(joined(passed.before, passed.behind), before);
        return new StageCounts(joined(passed.enters, enters), all, List.of(), lost);
    }

    /** Of this stage when the one behind it, whose counts are these, has moved to before it. */
    public StageCounts passedBy(StageCounts moved) {
        return new StageCounts(List.of(), List.of(), moved.behind, joined(joined(lost, behind), moved.before));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
