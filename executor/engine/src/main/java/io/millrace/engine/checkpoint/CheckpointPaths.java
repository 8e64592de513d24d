package io.millrace.engine.checkpoint;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Where files of checkpoints are.
 *
 * <pre>
 * DEPLOYMENT/ATTEMPT/NUMBER/task-FRAGMENT-INDEX   states of a task
 *                          /part-EXECUTOR         part of the manifest
 *                          /manifest
 * </pre>
 */
public final class CheckpointPaths {

    private CheckpointPaths() {}

    /** The folder of a deployment. */
    public static String of(DeploymentId deployment) {
        return plain(deployment.value());
    }

    /** The folder of a checkpoint. */
    static String of(Fence attempt, long number) {
        return of(attempt.deployment()) + "/" + attempt.attempt() + "/" + number;
    }

    static String states(Fence attempt, long number, TaskId task) {
        return of(attempt, number) + "/task-" + task.fragment() + "-" + task.index();
    }

    static String part(Fence attempt, long number, ExecutorId executor) {
        return of(attempt, number) + "/part-" + plain(executor.value());
    }

    static String manifest(Fence attempt, long number) {
        return of(attempt, number) + "/manifest";
    }

    /** Letters, digits and minus stay; what is not of them, and a minus in front, is written as {@code _} and two digits. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean stays = octet >= 'a' && octet <= 'z'
                    || octet >= 'A' && octet <= 'Z'
                    || octet >= '0' && octet <= '9'
                    || octet == '-' && !plain.isEmpty();
            if (stays) {
                plain.append((char) octet);
            } else {
                plain.append('_').append(HexFormat.of().toHexDigits(octet));
            }
        }
        return plain.toString();
    }
}
