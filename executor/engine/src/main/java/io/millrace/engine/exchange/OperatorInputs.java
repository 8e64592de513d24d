package io.millrace.engine.exchange;

import io.millrace.columns.Signal.Barrier;
import io.millrace.spi.operator.RestoredTime;
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

    /** How many ports there are. */
    public int ports() {
        return gates.size();
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

    /** A barrier has begun: it is aligned here by itself if all channels have ended. */
    public void announce(Barrier barrier) {
        aligner.announce(barrier);
    }

    /** Whether a barrier has arrived on some channels and the others are still waited for. */
    public boolean isAligning() {
        return aligner.isAligning();
    }

    /** Whether rows come in by channels; a source has none. */
    public boolean hasChannels() {
        return aligner.hasChannels();
    }

    /** The watermark each port stands at. */
    public List<Long> watermarks() {
        return gates.stream().map(InputGate::watermark).toList();
    }

    /**
     * Ports begin where they stood, before anything is read.
     *
     * @param times of each port
     */
    public void restore(List<RestoredTime> times) {
        for (int port = 0; port < gates.size(); port++) {
            gates.get(port).restore(times.get(port));
        }
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
