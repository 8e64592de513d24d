package io.millrace.designer.events;

import io.millrace.designer.database.WorkspaceId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries news from who has them to the topics' listeners. Publish after the commit, else somebody is told of what never came
 * to be. Safe for several threads.
 */
@Singleton
public final class Broadcast {

    private record Key(WorkspaceId workspace, String topic) {}

    private final Map<Key, Set<Listener>> listeners = new ConcurrentHashMap<>();

    /** Tells a listener of all that is published from now on. */
    public Closing join(WorkspaceId workspace, String topic, Listener listener) {
        Key key = new Key(workspace, topic);
        listeners.compute(key, (_, known) -> {
            Set<Listener> joined = known == null ? ConcurrentHashMap.newKeySet() : known;
            joined.add(listener);
            return joined;
        });
        return () -> listeners.computeIfPresent(key, (_, known) -> {
            known.remove(listener);
            return known.isEmpty() ? null : known;
        });
    }

    /**
     * Tells a listener the state, and then all that is published. What is published while the state is read is held back, so
     * an older state never follows a newer change.
     */
    public Closing join(WorkspaceId workspace, String topic, Listener listener, Supplier<?> state) {
        HeldListener held = new HeldListener(listener);
        Closing closing = join(workspace, topic, held);
        try {
            listener.snapshot(state.get());
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
        held.release();
        return closing;
    }

    /** Tells everyone who listens to a topic of a change. */
    public void change(WorkspaceId workspace, String topic, Object data) {
        each(workspace, topic, listener -> listener.change(data));
    }

    /** Tells everyone who listens to a topic to ask anew. */
    public void gap(WorkspaceId workspace, String topic) {
        each(workspace, topic, Listener::gap);
    }

    private void each(WorkspaceId workspace, String topic, Consumer<Listener> news) {
        listeners.getOrDefault(new Key(workspace, topic), Set.of()).forEach(news);
    }

    /** Whether anybody listens: news that are dear to make need not be made for nobody. */
    public boolean isHeard(WorkspaceId workspace, String topic) {
        return listeners.containsKey(new Key(workspace, topic));
    }
}
