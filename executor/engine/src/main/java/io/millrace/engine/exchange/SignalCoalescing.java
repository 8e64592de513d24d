package io.millrace.engine.exchange;

import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.LatencyMarker;
import io.millrace.columns.Signal.Watermark;
import java.util.ArrayDeque;

/**
 * Signals take no credit, so a queue whose reader stands still could grow with them. Between two batches only the last
 * watermark and the last word on idleness mean anything; earlier ones are dropped.
 */
final class SignalCoalescing {

    private SignalCoalescing() {}

    /** Appends a signal, in place of those at the end of the queue that it makes void. */
    static void append(ArrayDeque<? super Signal> queue, Signal signal) {
        switch (signal) {
            case Watermark _ -> {
                // A watermark also says "active again".
                while (queue.peekLast() instanceof Watermark || queue.peekLast() instanceof Idle) {
                    queue.removeLast();
                }
                queue.add(signal);
            }
            case Idle _ -> {
                if (!(queue.peekLast() instanceof Idle)) {
                    queue.add(signal);
                }
            }
            case LatencyMarker _ -> {
                if (!(queue.peekLast() instanceof LatencyMarker)) {
                    queue.add(signal);
                }
            }
            case Signal.Barrier _, Signal.End _, Signal.SchemaChange _ -> queue.add(signal);
        }
    }
}
