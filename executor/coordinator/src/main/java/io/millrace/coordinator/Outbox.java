package io.millrace.coordinator;

import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.Fence;
import java.util.HashMap;
import java.util.Map;

/** Remembers what was said to an executor a moment ago, so that it is not said again before it can have had an effect. */
final class Outbox {

    private record Said(Class<?> what, Fence fence) {}

    private final Map<Said, Long> sent = new HashMap<>();

    /** Whether a command is due; it counts as sent then. */
    boolean due(ExecutorCommand.ForAttempt command, long resendAfterNanos, long nowNanos) {
        Said key = new Said(command.getClass(), command.fence());
        Long before = sent.get(key);
        if (before != null && nowNanos - before < resendAfterNanos) {
            return false;
        }
        sent.values().removeIf(time -> nowNanos - time >= resendAfterNanos);
        sent.put(key, nowNanos);
        return true;
    }
}
