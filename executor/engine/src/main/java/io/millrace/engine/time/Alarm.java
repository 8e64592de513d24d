package io.millrace.engine.time;

import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/**
 * A moment that an operator waits for and that is mostly put off before it comes, because rows do. The clock is asked again
 * only when the alarm it has would ring too late, so putting off costs nothing; the alarm may ring early.
 */
public final class Alarm {

    private final Clock clock;
    private @Nullable Completion set;
    private long ringsAt;

    public Alarm(Clock clock) {
        this.clock = clock;
    }

    /** Done at this moment of {@link Clock#nanoTime} at the latest; the same object until it has rung. */
    public Completion at(long nanoTime) {
        Completion alarm = set;
        if (alarm == null || alarm.isDone() || ringsAt - nanoTime > 0) {
            alarm = clock.at(nanoTime);
            set = alarm;
            ringsAt = nanoTime;
        }
        return alarm;
    }
}
