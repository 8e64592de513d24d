package io.millrace.coordinator.state;

import java.util.Optional;

/** How a job ends whose output becomes visible. */
public enum End {
    /** Its input came to an end. */
    FINISHED,
    /** Someone stopped it. */
    STOPPED;

    JobState state() {
        return this == FINISHED ? new Finished() : new Stopped(Optional.empty());
    }
}
