package io.millrace.engine.letter;

import io.millrace.columns.Signal;
import io.millrace.columns.Signal.End;
import io.millrace.spi.error.RowErrors;
import java.util.List;
import java.util.Map;

/**
 * The letters of one operator. Those it writes during a step wait here until the step is over; then they leave, and until
 * they have left the operator gets no further turn and hands no barrier on: a letter is on the same side of every barrier
 * as the row it is about. Signals follow the letters. Belongs to the task's thread.
 */
public final class LetterBox {

    private final List<LetterPort> ports;

    /** The port of each node that writes letters. */
    private final Map<String, LetterPort> portOf;

    private boolean ending;

    /**
     * @param ports one per sink, as the plan lists them
     * @param portOf by node id, for the nodes whose policy it is
     */
    public LetterBox(List<LetterPort> ports, Map<String, LetterPort> portOf) {
        this.ports = List.copyOf(ports);
        this.portOf = Map.copyOf(portOf);
    }

    /** Of an operator that writes none. */
    public static LetterBox none() {
        return new LetterBox(List.of(), Map.of());
    }

    /** Where an operator reports bad rows of a node: to its policy and, if the policy lets the job go on, in a letter. */
    public RowErrors errors(String nodeId, RowErrors policy) {
        LetterPort port = portOf.get(nodeId);
        return port == null
                ? policy
                : (error, input) -> {
                    policy.report(error, input);
                    port.write(nodeId, error, input);
                };
    }

    /**
     * Sends what there is room for.
     *
     * @return whether nothing waits any more
     */
    public boolean deliver() {
        boolean delivered = true;
        for (int i = 0; i < ports.size(); i++) {
            delivered &= ports.get(i).deliver();
        }
        if (delivered && ending) {
            ending = false;
            signal(new End());
        }
        return delivered;
    }

    /** The operator writes no further letters: the end follows the last one. */
    public void end() {
        ending = true;
        deliver();
    }

    /**
     * Sends a signal behind the letters.
     *
     * @throws IllegalStateException if letters wait
     */
    public void signal(Signal signal) {
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).signal(signal);
        }
    }

    /** Passes signals on that had to wait at a channel; says whether none wait, nor any letter. */
    public boolean drain() {
        boolean drained = deliver();
        for (int i = 0; i < ports.size(); i++) {
            drained &= ports.get(i).drain();
        }
        return drained;
    }

    /** By edge, the tasks of the sinks that have no room now. */
    public List<List<Integer>> full() {
        return ports.stream().flatMap(port -> port.full().stream()).toList();
    }

    /** Throws away what has not left. */
    public void discard() {
        ports.forEach(LetterPort::discard);
    }
}
