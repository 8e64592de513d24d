package io.millrace.designer.deployments.view;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Cancelling;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Rescaling;
import io.millrace.coordinator.state.Restarting;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the attempts of a deployment in its events. */
public final class Attempts {

    /** An attempt lives from when it is deployed as long as it is in one of these. */
    private static final Set<Phase> ALIVE = EnumSet.of(Phase.DEPLOYING, Phase.RUNNING, Phase.STOPPING);

    private final Function<ExecutorId, String> names;
    private final List<AttemptView> attempts = new ArrayList<>();
    private Optional<JobEvent> before = Optional.empty();

    private Attempts(Function<ExecutorId, String> names) {
        this.names = names;
    }

    /**
     * The attempts, the first one first. Those that have no tasks and only make output visible or remove it are none here.
     *
     * @param events all of a deployment, in order
     * @param names what people call an executor
     */
    public static List<AttemptView> of(List<JobEvent> events, Function<ExecutorId, String> names) {
        Attempts attempts = new Attempts(names);
        events.forEach(attempts::take);
        return attempts.attempts;
    }

    private void take(JobEvent event) {
        Instant at = Instant.EPOCH.plus(event.wallMicros(), ChronoUnit.MICROS);
        Optional<AttemptView> open =
                attempts.isEmpty() || attempts.getLast().endedAt().isPresent()
                        ? Optional.empty()
                        : Optional.of(attempts.getLast());
        JobState state = event.state();
        if (state instanceof Deploying deploying
                && open.filter(it -> it.number() == deploying.attempt()).isEmpty()) {
            attempts.add(begun(deploying, at));
        } else if (open.isPresent() && state.phase() == Phase.RUNNING) {
            AttemptView it = open.get();
            replace(it.runningAt().isPresent() ? it : running(it, at));
        } else if (open.isPresent() && !ALIVE.contains(state.phase())) {
            replace(ended(open.get(), event, at));
        }
        before = Optional.of(event);
    }

    private void replace(AttemptView attempt) {
        attempts.set(attempts.size() - 1, attempt);
    }

    private AttemptView begun(Deploying deploying, Instant at) {
        return new AttemptView(
                deploying.attempt(),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                deploying
                        .origin()
                        .map(origin -> new AttemptView.From(
                                origin.checkpoint(), Instant.EPOCH.plus(origin.takenMicros(), ChronoUnit.MICROS))),
                deploying.executors().stream().map(names).toList(),
                Optional.empty());
    }

    private AttemptView running(AttemptView it, Instant at) {
        Optional<Long> down = attempts.size() < 2
                ? Optional.empty()
                : attempts.get(attempts.size() - 2)
                        .endedAt()
                        .map(end -> Math.max(0, Duration.between(end, at).toMillis()));
        return new AttemptView(
                it.number(),
                it.startedAt(),
                Optional.of(at),
                it.endedAt(),
                it.end(),
                it.reason(),
                it.from(),
                it.executors(),
                down);
    }

    private AttemptView ended(AttemptView it, JobEvent event, Instant at) {
        Optional<RunError> cause = cause(event.state());
        AttemptView.End end =
                switch (event.state()) {
                    case Rescaling _ -> AttemptView.End.RESCALED;
                    case Restarting _, Failed _ -> AttemptView.End.BROKE;
                    case Cancelling(long _, var _, JobState outcome) ->
                        outcome instanceof Failed ? AttemptView.End.BROKE : AttemptView.End.CANCELLED;
                    default -> AttemptView.End.ENDED;
                };
        return new AttemptView(
                it.number(),
                it.startedAt(),
                it.runningAt(),
                Optional.of(at),
                Optional.of(end),
                end == AttemptView.End.BROKE
                        ? event.reason().or(() -> cause).map(Reason::of).map(in(event))
                        : Optional.empty(),
                it.from(),
                it.executors(),
                it.downMs());
    }

    private Function<Reason, Reason> in(JobEvent event) {
        NamedExecutors named = NamedExecutors.of(before, event, names);
        return named::in;
    }

    private static Optional<RunError> cause(JobState state) {
        return switch (state) {
            case Restarting restarting -> Optional.of(restarting.reason());
            case Failed(RunError error) -> Optional.of(error);
            case Cancelling(long _, var _, JobState outcome) -> cause(outcome);
            default -> Optional.empty();
        };
    }
}
