package io.millrace.engine.exchange;

import io.millrace.columns.Signal.Barrier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All input ports of one operator, with the barrier alignment over them. */
public final class OperatorInputs {

    private final BarrierAligner aligner = new BarrierAligner();
    private final List<InputGate> gates = new ArrayList<>();

    /**
     * @param channelsByPort the channels that end at each port, in port order
     */
    public OperatorInputs(List<? extends List<? extends ChannelReader>> channelsByPort) {
        for (List<? extends ChannelReader> channels : channelsByPort) {
            gates.add(new InputGate(channels, aligner));
        }
    }

    /** The input at this port position. */
    public InputGate gate(int port) {
        return gates.get(port);
    }

    /** Whether no port has anything to give. */
    public boolean isEmpty() {
        for (int i = 0; i < gates.size(); i++) {
            if (!gates.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The barrier that has arrived on all channels and waits to be handed on, or null. */
    public @Nullable Barrier alignedBarrier() {
        return aligner.aligned();
    }

    /** The aligned barrier was handed on: reads what is behind it. */
    public void passBarrier() {
        aligner.reset();
        gates.forEach(InputGate::unblock);
    }

    /** Releases what is queued. */
    public void discard() {
        gates.forEach(InputGate::discard);
    }
}
