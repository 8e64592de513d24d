package io.millrace.testkit.cluster;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.state.JobStateText;
import io.millrace.protocol.job.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The job log of a simulation, and as what is in it is so: the truth that invariants go by. */
final class SimulatedLog {

    private final Random random;
    private final Supplier<Faults> faults;
    private final Sabotage sabotage;
    private final Invariants invariants;
    private final Map<DeploymentId, Deployment> deployments = new TreeMap<>();
    private final Map<DeploymentId, List<JobEvent>> events = new TreeMap<>();
    private long ownerEpoch;

    SimulatedLog(Random random, Supplier<Faults> faults, Sabotage sabotage, Invariants invariants) {
        this.random = random;
        this.faults = faults;
        this.sabotage = sabotage;
        this.invariants = invariants;
    }

    /** A coordinator takes over: its epoch and its view of the log. */
    long takeOver() {
        return ++ownerEpoch;
    }

    JobLog of(long epoch) {
        return new Access(epoch);
    }

    Map<DeploymentId, Deployment> deployments() {
        return deployments;
    }

    Optional<JobEvent> last(DeploymentId deployment) {
        List<JobEvent> all = events.get(deployment);
        return all == null ? Optional.empty() : Optional.of(all.getLast());
    }

    List<JobEvent> events(DeploymentId deployment) {
        return events.getOrDefault(deployment, List.of());
    }

    private final class Access implements JobLog {

        private final long epoch;

        Access(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public List<Unfinished> unfinished() {
            List<Unfinished> left = new ArrayList<>();
            events.forEach((id, all) -> {
                JobEvent last = sabotage == Sabotage.LOG_LOSES_THE_LAST_EVENT && all.size() > 1
                        ? all.get(all.size() - 2)
                        : all.getLast();
                Deployment deployment = deployments.get(id);
                if (deployment != null && !last.state().isFinal()) {
                    left.add(new Unfinished(deployment, asRead(last)));
                }
            });
            return left;
        }

        /** A real log keeps text. */
        private JobEvent asRead(JobEvent event) {
            return new JobEvent(
                    event.deployment(),
                    event.number(),
                    event.ownerEpoch(),
                    event.wallMicros(),
                    event.desired(),
                    event.parallelism(),
                    JobStateText.read(JobStateText.write(event.state())),
                    event.reason());
        }

        @Override
        public boolean create(Deployment deployment, JobEvent first) {
            requireOwner();
            List<JobEvent> there = events(deployment.id());
            boolean known = !there.isEmpty() && !there.getFirst().equals(first);
            if (known && sabotage != Sabotage.LOG_FORGETS_ENDED_JOBS) {
                return false;
            }
            write(first, () -> deployments.putIfAbsent(deployment.id(), deployment));
            return true;
        }

        @Override
        public void append(JobEvent event) {
            write(event, () -> {});
        }

        @Override
        public void confirmOwner() {
            requireOwner();
            if (random.nextDouble() < faults.get().logFailure()) {
                throw new Unavailable("The log is away", new IllegalStateException());
            }
        }

        private void write(JobEvent event, Runnable also) {
            requireOwner();
            boolean fails = random.nextDouble() < faults.get().logFailure();
            if (fails && random.nextBoolean()) {
                throw new Unavailable("Not written", new IllegalStateException());
            }
            List<JobEvent> all = events.computeIfAbsent(event.deployment(), _ -> new ArrayList<>());
            if (all.isEmpty() || !all.getLast().equals(event)) {
                also.run();
                invariants.written(all, event);
                all.add(event);
            }
            if (fails) {
                throw new Unavailable("Written, but nobody knows", new IllegalStateException());
            }
        }

        private void requireOwner() {
            if (epoch < ownerEpoch && sabotage != Sabotage.LOG_IS_NOT_FENCED) {
                throw new NotOwner("Epoch " + ownerEpoch + " has taken over from " + epoch);
            }
        }
    }
}
