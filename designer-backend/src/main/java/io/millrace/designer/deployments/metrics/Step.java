package io.millrace.designer.deployments.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How fine figures are kept, and for how long. */
enum Step {
    SECOND(1, Duration.ofHours(1)),
    TEN_SECONDS(10, Duration.ofHours(24)),
    MINUTE(60, Duration.ofDays(14));

    private final int seconds;
    private final Duration kept;

    Step(int seconds, Duration kept) {
        this.seconds = seconds;
        this.kept = kept;
    }

    int seconds() {
        return seconds;
    }

    Duration kept() {
        return kept;
    }

    /** The step of so many seconds. */
    static Optional<Step> of(int seconds) {
        return Arrays.stream(values()).filter(step -> step.seconds == seconds).findFirst();
    }

    /** The finest that reaches so far back. */
    static Step reaching(Duration age) {
        return Arrays.stream(values())
                .filter(step -> age.compareTo(step.kept) <= 0)
                .findFirst()
                .orElse(MINUTE);
    }
}
