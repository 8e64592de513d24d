package io.millrace.coordinator;

import io.millrace.coordinator.state.Phase;
import java.util.EnumSet;
import java.util.Set;

/** Which jobs can go on at another parallelism. */
final class Rescales {

    /** Another attempt may follow these. */
    private static final Set<Phase> GOES_ON = EnumSet.of(
            Phase.CREATED, Phase.SCHEDULING, Phase.DEPLOYING, Phase.RUNNING, Phase.RESCALING, Phase.RESTARTING);

    private Rescales() {}

    /**
     * Refuses what cannot be done, with what to do instead.
     *
     * @throws DeploymentRefused if it cannot
     */
    static void require(Job job) {
        Deployment deployment = job.deployment();
        if (job.desired() != Desired.RUN || !GOES_ON.contains(job.state().phase())) {
            throw new DeploymentRefused(
                    "deployment.ending",
                    "Deployment " + deployment.id()
                            + " ends or has ended, so it does not go on at another parallelism. Run it again with the"
                            + " parallelism you want.");
        }
        if (!deployment.canRescale()) {
            throw new DeploymentRefused(
                    "deployment.oneTask",
                    "The plan of deployment " + deployment.id()
                            + " was made for one task per fragment. Stop it and run it again with the parallelism you"
                            + " want.");
        }
        if (deployment.checkpointInterval().isEmpty()) {
            throw new DeploymentRefused(
                    "deployment.noCheckpoints",
                    "Deployment " + deployment.id()
                            + " takes no checkpoints that it could go on from at another parallelism. Stop it and run it"
                            + " again with the parallelism you want.");
        }
    }
}
