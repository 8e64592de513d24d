package io.millrace.coordinator;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.plan.OperatorPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A revision set to run. Nothing of it ever changes; running other parameters or another revision is another deployment.
 *
 * @param id never used again
 * @param target the place it takes; of deployments with the same one, only one is active
 * @param revision the revision's id
 * @param parameters the values given for the pipeline's parameters, as text; the plan has them in it
 * @param startFrom where the first attempt begins
 * @param plan what executors run, at any parallelism: fragments with several tasks may have any number of them
 * @param parallelism how many tasks these fragments have in the first attempt
 * @param checkpointInterval from the end of one checkpoint to the beginning of the next; empty for none at all
 */
public record Deployment(
        DeploymentId id,
        Target target,
        String revision,
        Map<String, String> parameters,
        StartFrom startFrom,
        OperatorPlan plan,
        int parallelism,
        Optional<Duration> checkpointInterval) {

    public Deployment {
        parameters = Map.copyOf(parameters);
    }

    /** One that begins with the plan as it is. */
    public Deployment(
            DeploymentId id,
            Target target,
            String revision,
            Map<String, String> parameters,
            StartFrom startFrom,
            OperatorPlan plan,
            Optional<Duration> checkpointInterval) {
        this(id, target, revision, parameters, startFrom, plan, widest(plan), checkpointInterval);
    }

    /**
     * What can be deployed to only once at a time.
     *
     * @param pipeline the pipeline's id
     * @param environment the environment's name
     */
    public record Target(String pipeline, String environment) {

        @Override
        public String toString() {
            return pipeline + " in " + environment;
        }
    }

    /** Where a deployment's first attempt begins. */
    public sealed interface StartFrom {

        /** The number of the checkpoint that it begins at; 0 for none. Its own have higher ones, as sinks number by them. */
        long number();

        /** With no state and all input. */
        record Beginning() implements StartFrom {

            @Override
            public long number() {
                return 0;
            }
        }

        /**
         * At a checkpoint of another deployment, which has ended.
         *
         * @param number of the checkpoint
         * @param manifest where it is in the checkpoint storage
         * @param takenMicros when it was begun, microseconds since 1970-01-01T00:00 UTC
         * @param transfer what it means to this deployment's plan
         * @param consent the nodes of whose state something may be lost by that, as whoever deployed it said
         */
        record Checkpoint(long number, String manifest, long takenMicros, Transfer transfer, Set<String> consent)
                implements StartFrom {

            public Checkpoint {
                consent = Set.copyOf(consent);
            }
        }

        /**
         * At a savepoint: at the checkpoint that is made of it, which the first attempt waits for ({@link SavepointPort}).
         *
         * @param savepoint its id
         * @param number of the checkpoint it was made of, which the one that is made of it has too
         * @param takenMicros when that was begun, microseconds since 1970-01-01T00:00 UTC
         * @param transfer what it means to this deployment's plan; of nobody's checkpoint, until there is one
         * @param consent the nodes of whose state something may be lost by that, as whoever deployed it said
         */
        record Savepoint(String savepoint, long number, long takenMicros, Transfer transfer, Set<String> consent)
                implements StartFrom {

            public Savepoint {
                consent = Set.copyOf(consent);
            }
        }
    }

    /** Whether any of its fragments may run as several tasks. */
    public boolean canRescale() {
        return widest(plan) > 1;
    }

    /** What executors run at this parallelism. */
    public OperatorPlan plan(int tasks) {
        return tasks == widest(plan) ? plan : plan.at(tasks);
    }

    private static int widest(OperatorPlan plan) {
        return plan.fragments().stream()
                .mapToInt(fragment -> fragment.parallelism())
                .max()
                .orElse(1);
    }
}
