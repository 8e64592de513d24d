package io.millrace.protocol.job;

import io.millrace.protocol.plan.OperatorPlan;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has an executor do something with a savepoint in the checkpoint storage, whatever runs there. It is said again every second or
 * so: an executor that knows it says how far it has come ({@link SavepointReport}), any other begins it. Where nobody says it any
 * more for {@link #FORGOTTEN_SECONDS}, nobody waits for it, and the executor ends it and removes what it has written.
 *
 * @param id given by who orders; reports have it, and so has the transfer of a {@link Work.Receive} or {@link Work.Send}
 * @param savepoint its id, which its folder has the name of; {@link #NONE} where it is about none
 */
public record SavepointOrder(long id, String savepoint, Work work) {

    /** After so long without a word an executor gives the work up. Longer than any pause that a control plane makes. */
    public static final int FORGOTTEN_SECONDS = 30;

    /** What is to be done. */
    public sealed interface Work {

        /**
         * Makes it of a checkpoint, which stays until that is done.
         *
         * @param deployment whose checkpoint
         * @param checkpoint its number
         * @param manifest where its manifest is, a path in the checkpoint storage
         * @param plan the plan it is of
         * @param document the revision that ran, as JSON
         */
        record Export(DeploymentId deployment, long checkpoint, String manifest, OperatorPlan plan, String document)
                implements Work {}

        /**
         * Makes a checkpoint of it, of the deployment {@link SavepointOrder#restored(String, long) restored} that is this order's own.
         *
         * @param made where the manifest is of one that was made before; where all of that is there it will do
         */
        record Restore(Optional<String> made) implements Work {}

        /**
         * Takes it from a transfer, an archive, and looks at all of it.
         *
         * @param mostBytes that its files may have together
         */
        record Receive(long mostBytes) implements Work {}

        /** Gives it to a transfer, as an archive. */
        record Send() implements Work {}

        /**
         * Removes all that there is of it, and ends what is being done to it here.
         *
         * @param of the deployment whose checkpoint may be kept for it
         * @param restored whose the checkpoint is that was made of it
         */
        record Remove(Optional<DeploymentId> of, Optional<DeploymentId> restored) implements Work {}

        /**
         * Removes all files below folders, as nobody needs them any more: checkpoints of deployments that have ended, and what work
         * on savepoints has left that was given up.
         *
         * @param folders paths in the checkpoint storage: the folder of a deployment, or {@code savepoints/ID}
         */
        record Clear(List<String> folders) implements Work {

            public Clear {
                folders = List.copyOf(folders);
            }
        }
    }

    /** What an order is about that is about no savepoint. */
    public static final String NONE = "none";

    /** Before there were orders in it: earlier versions made one checkpoint of each savepoint in one place. */
    private static final Pattern RESTORED = Pattern.compile("savepoint-([a-z0-9]+-[a-z0-9]+)(?:-[0-9a-f]{16})?");

    /**
     * Whose checkpoint a savepoint becomes by an order: nobody else's. Two executors that were both told to make one, as nobody knows
     * of the first any more, do not meet.
     */
    public static DeploymentId restored(String savepoint, long order) {
        return new DeploymentId("savepoint-%s-%016x".formatted(savepoint, order));
    }

    /** The savepoint whose checkpoint it is, if it is one's. */
    public static Optional<String> savepoint(DeploymentId of) {
        return Optional.of(RESTORED.matcher(of.value()))
                .filter(Matcher::matches)
                .map(id -> id.group(1));
    }

    /** Whose the checkpoint is that was made of a savepoint, by where its manifest is. */
    public static DeploymentId restored(String manifest) {
        int end = manifest.indexOf('/');
        if (end < 0 || !RESTORED.matcher(manifest.substring(0, end)).matches()) {
            throw new IllegalArgumentException(
                    "Not the manifest of a checkpoint that was made of a savepoint: " + manifest);
        }
        return new DeploymentId(manifest.substring(0, end));
    }
}
