package io.millrace.designer.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one browser is told, over one line at a time. A line that breaks can be taken up again for a while; until then
 * messages wait. Safe for several threads.
 */
final class EventStream {

    /** What a browser may ask a stream to carry, for all its tabs. */
    static final int MOST_TOPICS = 200;

    /** A topic, and from which version where it has versions. */
    record Wish(String topic, OptionalLong since) {}

    /** A message as the browser reads it. */
    private record Envelope(
            String topic, String kind, @Nullable Object data) {}

    private final String id;
    private final Member member;
    private final List<Topic> offered;
    private final ObjectMapper json;
    private final Consumer<EventStream> left;

    /** What is carried, by topic. Guarded by {@link #carrying}, which is held while topics are opened. */
    private final Map<String, Closing> open = new HashMap<>();

    private final Object carrying = new Object();

    /** Guarded by this, as are the fields below. Never held while a topic or a line is called. */
    private final Backlog backlog = new Backlog();

    /** The gap of each topic that is carried. */
    private final Map<String, String> gaps = new TreeMap<>();

    private Optional<Line> line = Optional.empty();
    private boolean isSending;
    private boolean isClosed;

    /**
     * @param left called when the line in use is dead, on any thread
     */
    EventStream(String id, Member member, List<Topic> offered, ObjectMapper json, Consumer<EventStream> left) {
        this.id = id;
        this.member = member;
        this.offered = offered;
        this.json = json;
        this.left = left;
    }

    String id() {
        return id;
    }

    Member member() {
        return member;
    }

    synchronized boolean isConnected() {
        return line.isPresent();
    }

    /** Sends over this line from now on, beginning after the message that the browser had last. */
    void connect(Line next, long received) {
        Optional<Line> previous;
        synchronized (this) {
            previous = line;
            line = Optional.of(next);
            isSending = false;
            backlog.resume(received, gaps.values());
        }
        previous.ifPresent(Line::close);
        pump();
    }

    /** The line is dead, which may be said twice. */
    void dead(Line dead) {
        synchronized (this) {
            if (!line.equals(Optional.of(dead))) {
                return;
            }
            line = Optional.empty();
            isSending = false;
        }
        left.accept(this);
    }

    /** Keeps the line warm, or finds out that it is dead. */
    void beat() {
        Optional<Line> current;
        synchronized (this) {
            current = isSending ? Optional.empty() : line;
        }
        current.ifPresent(warm -> warm.beat().exceptionally(_ -> {
            dead(warm);
            return null;
        }));
    }

    /** Carries these topics and no others. Of one that is not to be had only a gap is sent, and its reader finds out why. */
    void carry(List<Wish> wishes) {
        synchronized (carrying) {
            List<String> ended = new ArrayList<>(open.keySet());
            wishes.forEach(wish -> ended.remove(wish.topic()));
            ended.forEach(this::end);
            wishes.stream().filter(wish -> !open.containsKey(wish.topic())).forEach(this::begin);
        }
    }

    private void begin(Wish wish) {
        String topic = wish.topic();
        synchronized (this) {
            if (isClosed) {
                return;
            }
            gaps.put(topic, text(topic, "gap", null));
        }
        Outlet outlet = new Outlet(topic);
        try {
            Topic found = offered.stream()
                    .filter(known -> known.isCalled(topic))
                    .findFirst()
                    .orElseThrow(() -> Refused.notFound("topic.unknown", "There is no topic " + topic));
            open.put(topic, found.open(member, topic, wish.since(), outlet));
        } catch (Refused refused) {
            outlet.gap();
            synchronized (this) {
                gaps.remove(topic);
            }
        }
    }

    private void end(String topic) {
        Closing closing = open.remove(topic);
        synchronized (this) {
            gaps.remove(topic);
        }
        if (closing != null) {
            closing.close();
        }
    }

    /** Ends all of it. */
    void close() {
        Optional<Line> last;
        synchronized (this) {
            isClosed = true;
            last = line;
            line = Optional.empty();
        }
        last.ifPresent(Line::close);
        carry(List.of());
    }

    private void send(String topic, String text) {
        synchronized (this) {
            if (isClosed || !gaps.containsKey(topic)) {
                return;
            }
            backlog.add(text, gaps.values());
        }
        pump();
    }

    /** Sends what waits, one message at a time, as fast as the line takes them. */
    private void pump() {
        while (true) {
            Line current;
            Backlog.Message message;
            synchronized (this) {
                if (isSending || line.isEmpty()) {
                    return;
                }
                Optional<Backlog.Message> next = backlog.next();
                if (next.isEmpty()) {
                    return;
                }
                current = line.get();
                message = next.get();
                isSending = true;
            }
            CompletableFuture<?> sent =
                    current.send(id + "." + message.number(), message.text()).toCompletableFuture();
            // Not by a callback where it is sent already: a thousand of them would be a deep stack.
            if (!sent.isDone() || sent.isCompletedExceptionally()) {
                var unused = sent.whenComplete((_, failure) -> goOn(current, failure));
                return;
            }
            sent(current);
        }
    }

    private void goOn(Line over, @Nullable Throwable failure) {
        if (failure == null) {
            sent(over);
            pump();
        } else {
            dead(over);
        }
    }

    private synchronized void sent(Line over) {
        if (line.equals(Optional.of(over))) {
            isSending = false;
        }
    }

    private String text(String topic, String kind, @Nullable Object data) {
        try {
            return json.writeValueAsString(new Envelope(topic, kind, data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("News of " + topic + " cannot be written as JSON", e);
        }
    }

    /** Where a topic's news come in. */
    private final class Outlet implements Listener {

        private final String topic;

        Outlet(String topic) {
            this.topic = topic;
        }

        @Override
        public void snapshot(Object data) {
            send(topic, text(topic, "snapshot", data));
        }

        @Override
        public void change(Object data) {
            send(topic, text(topic, "change", data));
        }

        @Override
        public void gap() {
            send(topic, text(topic, "gap", null));
        }
    }
}
