package io.millrace.testkit.recovery;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.JobStateText;
import io.millrace.protocol.job.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The logs of one job; as what is in them is so, the truth that invariants go by. */
final class RecoveryLog {

    private final RecoverySimulation simulation;
    private final List<JobEvent> events = new ArrayList<>();
    private final TreeMap<Long, CheckpointRow> rows = new TreeMap<>();
    private Optional<Deployment> deployment = Optional.empty();
    private long ownerEpoch;

    RecoveryLog(RecoverySimulation simulation) {
        this.simulation = simulation;
    }

    long takeOver() {
        return ++ownerEpoch;
    }

    List<JobEvent> events() {
        return events;
    }

    Optional<JobState> state() {
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(events.getLast().state());
    }

    /** Where an attempt begins. */
    Optional<Deploying> deploying(long attempt) {
        for (JobEvent event : events.reversed()) {
            if (event.state() instanceof Deploying deploying && deploying.attempt() == attempt) {
                return Optional.of(deploying);
            }
        }
        return Optional.empty();
    }

    NavigableMap<Long, CheckpointRow> rows() {
        return rows;
    }

    Optional<CheckpointRow> lastThatCounts() {
        return rows.descendingMap().values().stream()
                .filter(CheckpointRow::counts)
                .findFirst();
    }

    long completed() {
        return rows.values().stream().filter(CheckpointRow::wasComplete).count();
    }

    /** What is going to become visible, whatever happens. */
    List<String> decidedNames() {
        List<String> names = new ArrayList<>();
        lastThatCounts().ifPresent(row -> names.addAll(RowTasks.names(row.prepared())));
        if (state().orElse(null) instanceof Committing committing) {
            names.addAll(RowTasks.names(committing.prepared()));
        }
        return names;
    }

    private void mayFail(Runnable write, long epoch) {
        requireOwner(epoch);
        boolean fails = simulation.logFails();
        if (fails && simulation.random().nextBoolean()) {
            throw new JobLog.Unavailable("Not written", new IllegalStateException());
        }
        write.run();
        if (fails) {
            throw new JobLog.Unavailable("Written, but nobody knows", new IllegalStateException());
        }
    }

    private void requireOwner(long epoch) {
        if (epoch < ownerEpoch) {
            throw new JobLog.NotOwner("Epoch " + ownerEpoch + " has taken over from " + epoch);
        }
    }

    JobLog jobs(long epoch) {
        return new JobLog() {
            @Override
            public List<Unfinished> unfinished() {
                if (deployment.isEmpty() || events.getLast().state().isFinal()) {
                    return List.of();
                }
                boolean forgets = simulation.sabotage() == RecoverySabotage.AN_ATTEMPT_IS_REUSED && events.size() > 1;
                JobEvent last = forgets ? events.get(events.size() - 2) : events.getLast();
                return List.of(new Unfinished(deployment.get(), asRead(last)));
            }

            @Override
            public boolean create(Deployment accepted, JobEvent first) {
                requireOwner(epoch);
                if (!events.isEmpty() && !events.getFirst().equals(first)) {
                    return false;
                }
                mayFail(
                        () -> {
                            if (events.isEmpty()) {
                                deployment = Optional.of(accepted);
                                events.add(first);
                            }
                        },
                        epoch);
                return true;
            }

            @Override
            public void append(JobEvent event) {
                mayFail(
                        () -> {
                            if (!events.getLast().equals(event)) {
                                simulation.oracle().written(events.getLast(), event);
                                events.add(event);
                            }
                        },
                        epoch);
            }

            @Override
            public void confirmOwner() {
                mayFail(() -> {}, epoch);
            }
        };
    }

    /** A real log keeps text. */
    private static JobEvent asRead(JobEvent event) {
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

    CheckpointLog checkpoints(long epoch) {
        return new CheckpointLog() {
            @Override
            public List<CheckpointRow> rows(DeploymentId of) {
                List<CheckpointRow> all = new ArrayList<>(rows.descendingMap().values());
                boolean forgets = simulation.sabotage() == RecoverySabotage.A_NUMBER_IS_REUSED;
                return forgets && !all.isEmpty() ? all.subList(1, all.size()) : all;
            }

            @Override
            public void write(CheckpointRow row) {
                mayFail(
                        () -> {
                            CheckpointRow before = rows.get(row.number());
                            if (before == null || !before.equals(row)) {
                                simulation.oracle().written(Optional.ofNullable(before), row);
                                rows.put(row.number(), row);
                            }
                        },
                        epoch);
            }
        };
    }
}
