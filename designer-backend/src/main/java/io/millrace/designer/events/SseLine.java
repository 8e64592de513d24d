package io.millrace.designer.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A line of server-sent events. */
final class SseLine implements Line {

    private final SseEventSink sink;
    private final Sse sse;

    SseLine(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public CompletionStage<?> send(String id, String text) {
        return send(sse.newEventBuilder().id(id).data(text).build());
    }

    @Override
    public CompletionStage<?> beat() {
        return send(sse.newEventBuilder().comment("beat").build());
    }

    private CompletionStage<?> send(OutboundSseEvent event) {
        try {
            return sink.send(event);
        } catch (IllegalStateException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
