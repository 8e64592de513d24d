package io.millrace.protocol.job;

import io.millrace.protocol.plan.OperatorPlan;
import java.util.Optional;

/**
 * Has an executor do something with a savepoint in the checkpoint storage, whatever runs there. It is said again every second or
 * so: an executor that knows it says how far it has come ({@link SavepointReport}), any other begins it. Where nobody says it any
 * more for {@link #FORGOTTEN_SECONDS}, nobody waits for it, and the executor ends it and removes what it has written.
 *
 * @param id given by who orders; reports have it, and so has the transfer of a {@link Work.Receive} or {@link Work.Send}
 * @param savepoint its id, which its folder has the name of
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

        /** Makes a checkpoint of it, of the deployment {@link #restored}. */
        record Restore() implements Work {}

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
         */
        record Remove(Optional<DeploymentId> of) implements Work {}
    }

    private static final String RESTORED = "savepoint-";

    /** Whose checkpoint a savepoint becomes when a deployment starts from it: nobody else's. */
    public static DeploymentId restored(String savepoint) {
        return new DeploymentId(RESTORED + savepoint);
    }

    /** The savepoint whose checkpoint it is, if it is one's. */
    public static Optional<String> savepoint(DeploymentId of) {
        return Optional.of(of.value()).filter(id -> id.startsWith(RESTORED)).map(id -> id.substring(RESTORED.length()));
    }
}
