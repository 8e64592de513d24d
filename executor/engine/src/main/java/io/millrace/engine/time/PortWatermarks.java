package io.millrace.engine.time;

import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import io.millrace.spi.operator.Output;
import java.util.function.Consumer;

/** Event time of an operator that reads several ports: tells the minimum over them, and when all are idle. */
public final class PortWatermarks {

    private final WatermarkMerger merger;
    private final Consumer<Signal> listener;
    private boolean idleTold;

    /** Tells an output at once. */
    public PortWatermarks(int ports, Output output) {
        this(ports, output::signal);
    }

    /** Tells somebody who has to do something about it first. */
    public PortWatermarks(int ports, Consumer<Signal> listener) {
        merger = new WatermarkMerger(ports);
        this.listener = listener;
    }

    /** Rows have come by a port. */
    public void active(int port) {
        merger.activate(port);
        idleTold = false;
    }

    /** A watermark has come by a port. */
    public void advance(int port, long micros) {
        tell(merger.advance(port, micros));
    }

    /** A port has fallen idle. */
    public void becomeIdle(int port) {
        tell(merger.becomeIdle(port));
    }

    /** The minimum so far. */
    public long merged() {
        return merger.merged();
    }

    private void tell(boolean rose) {
        boolean wasIdle = idleTold;
        idleTold = merger.isIdle();
        // A watermark also says "active again".
        if (rose || wasIdle && !idleTold) {
            listener.accept(new Watermark(merger.merged()));
        }
        if (idleTold && (rose || !wasIdle)) {
            listener.accept(new Idle());
        }
    }
}
