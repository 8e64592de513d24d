package io.millrace.protocol.job;

/**
 * In whose name something is said. Attempts of a deployment and epochs of coordinators only grow, both decided by the job
 * log alone; whoever has met a higher one refuses what carries a lower one.
 *
 * @param deployment the deployment
 * @param attempt the incarnation of its job, from 1
 * @param ownerEpoch which coordinator: the one that took the job log over last has the highest, from 1
 */
public record Fence(DeploymentId deployment, long attempt, long ownerEpoch) {

    public Fence {
        if (attempt < 1 || ownerEpoch < 1) {
            throw new IllegalArgumentException("Attempts and epochs count from 1: " + attempt + ", " + ownerEpoch);
        }
    }

    /** The attempt as pending files and transactions name it. */
    public String attemptName() {
        return deployment + "-" + attempt;
    }

    @Override
    public String toString() {
        return deployment + "#" + attempt + "@" + ownerEpoch;
    }
}
