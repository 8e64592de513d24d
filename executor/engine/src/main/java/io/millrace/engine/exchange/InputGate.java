package io.millrace.engine.exchange;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.time.WatermarkMerger;
import io.millrace.protocol.job.OperatorStanding.ChannelStanding;
import io.millrace.spi.operator.Input;
import io.millrace.spi.operator.RestoredTime;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All channels that end at one input port of an operator. */
public final class InputGate implements Input {

    private final ChannelReader[] channels;
    private final boolean[] blocked;
    private final boolean[] ended;
    private final BarrierAligner aligner;
    private final WatermarkMerger watermarks;
    private int next;
    private int openChannels;
    private boolean idleTold;

    /** Whether the watermark at which all fell idle has been told, and that they did has not. */
    private boolean idlePending;

    private boolean endPending;

    /** Whether the watermark at which the port begins has not been told yet. */
    private boolean startPending;

    /** Whether the operator goes by the clock, and tells the time itself. */
    private boolean byClock;

    private RestoredTime restoredTime = RestoredTime.NONE;

    public InputGate(List<? extends ChannelReader> channels, BarrierAligner aligner) {
        this.channels = channels.toArray(ChannelReader[]::new);
        this.aligner = aligner;
        blocked = new boolean[this.channels.length];
        ended = new boolean[this.channels.length];
        watermarks = new WatermarkMerger(this.channels.length);
        openChannels = this.channels.length;
        endPending = openChannels == 0;
        aligner.addChannels(openChannels);
    }

    @Override
    public @Nullable Element poll() {
        if (startPending) {
            startPending = false;
            return new Watermark(watermarks.merged());
        }
        if (idlePending) {
            idlePending = false;
            return new Idle();
        }
        // Each channel in turn from where the last call ended; a signal that changes nothing is passed over.
        int untried = channels.length;
        while (untried > 0) {
            int channel = next;
            if (blocked[channel] || ended[channel]) {
                untried--;
                advance();
                continue;
            }
            Element element = channels[channel].poll();
            if (element == null) {
                untried--;
                advance();
                continue;
            }
            Element visible = receive(channel, element);
            advance();
            if (visible != null) {
                return visible;
            }
            untried = channels.length;
        }
        if (endPending) {
            endPending = false;
            return new End();
        }
        return null;
    }

    /** Whether {@link #poll} would give nothing. May say false for a signal that changes nothing. */
    public boolean isEmpty() {
        if (endPending || idlePending || startPending) {
            return false;
        }
        for (int i = 0; i < channels.length; i++) {
            if (!blocked[i] && !ended[i] && !channels[i].isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public RestoredTime restoredTime() {
        return restoredTime;
    }

    @Override
    public void startAt(long watermark) {
        if (watermark != Watermark.NONE) {
            watermarks.startAt(watermark);
            startPending = true;
        }
    }

    @Override
    public void advanceTo(long micros) {
        byClock = true;
        if (micros > watermarks.merged()) {
            watermarks.startAt(micros);
        }
    }

    @Override
    public boolean isBlocked() {
        if (idlePending || startPending) {
            return false;
        }
        boolean anyBlocked = false;
        for (int i = 0; i < channels.length; i++) {
            if (!blocked[i] && !ended[i]) {
                return false;
            }
            anyBlocked |= blocked[i];
        }
        return anyBlocked && aligner.aligned() == null;
    }

    /** The port begins where it stood, as if its channels had brought the watermark before. */
    void restore(RestoredTime time) {
        restoredTime = time;
        startAt(time.least());
    }

    /** The watermark the port stands at. */
    public long watermark() {
        return watermarks.merged();
    }

    /** How what comes by each channel stands. */
    public List<ChannelStanding> standing() {
        return IntStream.range(0, channels.length)
                .mapToObj(channel -> new ChannelStanding(
                        watermarks.watermark(channel),
                        watermarks.isIdle(channel),
                        ended[channel],
                        blocked[channel],
                        !ended[channel] && !channels[channel].isEmpty()))
                .toList();
    }

    /** Goes on reading behind a barrier. */
    void unblock() {
        java.util.Arrays.fill(blocked, false);
    }

    void discard() {
        for (ChannelReader channel : channels) {
            channel.discard();
        }
    }

    private void advance() {
        next = next + 1 == channels.length ? 0 : next + 1;
    }

    private @Nullable Element receive(int channel, Element element) {
        return switch (element) {
            case Rows rows -> {
                watermarks.activate(channel);
                idleTold = false;
                yield rows;
            }
            case Watermark watermark ->
                byClock && watermark.micros() != Watermark.END_OF_TIME
                        ? null
                        : changed(watermarks.advance(channel, watermark.micros()));
            case Idle _ -> byClock ? null : changed(watermarks.becomeIdle(channel));
            case Barrier barrier -> {
                blocked[channel] = true;
                aligner.arrived(barrier);
                yield null;
            }
            case End _ -> {
                ended[channel] = true;
                aligner.channelEnded();
                if (--openChannels == 0) {
                    endPending = true;
                }
                yield null;
            }
            case Signal.SchemaChange change -> change;
            case Signal.LatencyMarker marker -> marker;
        };
    }

    /** What readers have to know of the change of a channel, if anything. */
    private @Nullable Element changed(boolean rose) {
        boolean wasIdle = idleTold;
        idleTold = watermarks.isIdle();
        if (idleTold && rose) {
            idlePending = true;
            return new Watermark(watermarks.merged());
        }
        if (idleTold) {
            return wasIdle ? null : new Idle();
        }
        // A watermark also says "active again".
        return rose || wasIdle ? new Watermark(watermarks.merged()) : null;
    }
}
