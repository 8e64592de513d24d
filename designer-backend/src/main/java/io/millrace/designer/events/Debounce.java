package io.millrace.designer.events;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does something about a thing soon after it changed, once for all changes until then. Safe for several threads.
 *
 * @param <K> the thing
 */
public final class Debounce<K> {

    private final Later later;
    private final Duration delay;
    private final Set<K> due = ConcurrentHashMap.newKeySet();

    public Debounce(Later later, Duration delay) {
        this.later = later;
        this.delay = delay;
    }

    /** Has it done, unless that is on its way. */
    public void soon(K thing, Runnable action) {
        if (due.add(thing)) {
            later.after(delay, () -> {
                // Before the action: what changes while it runs is not in what it read.
                due.remove(thing);
                action.run();
            });
        }
    }
}
