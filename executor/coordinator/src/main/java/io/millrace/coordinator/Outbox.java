package io.millrace.coordinator;

import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.Fence;
import java.util.HashMap;
import java.util.Map;

/** Remembers what was said to an executor a moment ago, so that it is not said again before it can have had an effect. */
final class Outbox {

    private record Said(Class<?> what, Fence fence, long checkpoint) {}

    private final Map<Said, Long> sent = new HashMap<>();

    /** Whether a command is due; it counts as sent then. */
    boolean due(ExecutorCommand.ForAttempt command, long resendAfterNanos, long nowNanos) {
        Said key = new Said(command.getClass(), command.fence(), checkpoint(command));
        Long before = sent.get(key);
        if (before != null && nowNanos - before < resendAfterNanos) {
            return false;
        }
        sent.values().removeIf(time -> nowNanos - time >= resendAfterNanos);
        sent.put(key, nowNanos);
        return true;
    }

    private static long checkpoint(ExecutorCommand.ForAttempt command) {
        return switch (command) {
            case ExecutorCommand.Checkpoint(Fence _, long number) -> number;
            case ExecutorCommand.CompleteCheckpoint complete -> complete.number();
            case ExecutorCommand.CommitCheckpoint commit -> commit.number();
            case ExecutorCommand.Settle settle -> settle.number();
            case ExecutorCommand.Deploy _,
                    ExecutorCommand.Start _,
                    ExecutorCommand.Stop _,
                    ExecutorCommand.Cancel _,
                    ExecutorCommand.Conclude _,
                    ExecutorCommand.Release _,
                    ExecutorCommand.Mail _,
                    ExecutorCommand.Tap _,
                    ExecutorCommand.Unreadable _ -> 0;
        };
    }
}
