package io.millrace.designer.events;

import java.time.Duration;

/** Does things later, on worker threads. */
@FunctionalInterface
public interface Later {

    /** Does it once, after this time; closing it before forgets it. */
    Closing after(Duration delay, Runnable action);
}
