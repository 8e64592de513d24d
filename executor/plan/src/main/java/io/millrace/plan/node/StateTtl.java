package io.millrace.plan.node;

import io.millrace.model.document.Settings;
import java.time.Duration;
import java.util.Optional;

/** How long state of a node lives after it was last written: as the node says, else as the pipeline does, else for ever. */
public final class StateTtl {

    /** Somebody who says so long means for ever, and knows it. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private StateTtl() {}

    /** Absent for ever. */
    public static Optional<Duration> of(Optional<Duration> ofNode, Settings settings) {
        return ofNode.or(settings::stateTtl).filter(ttl -> ttl.compareTo(FOR_EVER) < 0);
    }

    /** Whether nobody has said for how long. */
    public static boolean isUnsaid(Optional<Duration> ofNode, Settings settings) {
        return ofNode.isEmpty() && settings.stateTtl().isEmpty();
    }
}
