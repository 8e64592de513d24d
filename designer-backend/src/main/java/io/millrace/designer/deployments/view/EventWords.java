package io.millrace.designer.deployments.view;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Scheduling;
import io.millrace.coordinator.state.Stopped;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.SavepointOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events of the job log in words. */
public final class EventWords {

    private EventWords() {}

    /**
     * An event.
     *
     * @param before the one before it
     * @param who the name of who asked for it
     * @param names what people call an executor
     */
    public static EventView of(
            Optional<JobEvent> before, JobEvent event, Optional<String> who, Function<ExecutorId, String> names) {
        NamedExecutors named = NamedExecutors.of(before, event, names);
        return new EventView(
                event.number(),
                Instant.EPOCH.plus(event.wallMicros(), ChronoUnit.MICROS),
                who,
                before.map(earlier -> DeploymentStatus.of(earlier.state(), earlier.desired())),
                DeploymentStatus.of(event.state(), event.desired()),
                named.in(text(before, event)),
                Reason.of(event).map(named::in));
    }

    private static String text(Optional<JobEvent> before, JobEvent event) {
        boolean isWish = before.isPresent()
                && before.get().desired() != event.desired()
                && before.get().state().equals(event.state());
        return isWish ? wish(event.desired()) : RescaleWords.wish(before, event).orElseGet(() -> step(before, event));
    }

    private static String wish(Desired desired) {
        return switch (desired) {
            case RUN -> "Asked to run.";
            case SUSPEND -> "Asked to stop and keep its state: a last checkpoint is taken.";
            case STOP -> "Asked to stop: what was read becomes visible.";
            case CANCEL -> "Asked to cancel: nothing more becomes visible.";
        };
    }

    private static String step(Optional<JobEvent> before, JobEvent event) {
        JobState state = event.state();
        return switch (state.phase()) {
            case CREATED -> "Deployed.";
            case SCHEDULING ->
                state instanceof Scheduling scheduling && scheduling.attempt() > 1
                        ? "Waits for executors, to start again as attempt %d.".formatted(scheduling.attempt())
                        : "Waits for executors.";
            case DEPLOYING ->
                state instanceof Deploying deploying
                        ? start(deploying, event.wallMicros(), RescaleWords.change(before, event))
                        : "Gets ready.";
            case RUNNING -> "Runs.";
            case SUSPENDING -> "A last checkpoint is taken; what comes after it does not become visible.";
            case STOPPING -> "Sources have stopped reading; what was read goes through.";
            case COMMITTING ->
                state instanceof Committing committing && !(committing.outcome() instanceof Finished)
                        ? "What was read becomes visible."
                        : "All input was read; the output becomes visible.";
            case RESCALING ->
                "The attempt ends; the next one goes on at parallelism %d."
                        .formatted(event.parallelism().goal());
            case RESTARTING -> "The attempt broke; the next one begins after a pause.";
            case CANCELLING -> "Everything that runs is ended.";
            case ABORTING -> "Output that was not visible yet is removed.";
            case FINISHED -> "Finished: all input was read, and all output is visible.";
            case STOPPED -> stopped(event);
            case FAILED -> "Failed, and is not started again.";
        };
    }

    private static String stopped(JobEvent event) {
        if (event.desired() == Desired.SUSPEND) {
            return "Stopped at its last checkpoint, which another deployment can go on from.";
        }
        return event.state() instanceof Stopped stopped && stopped.note().isPresent()
                ? "Stopped. What was not visible by then has been removed."
                : "Stopped. What had been read is visible.";
    }

    private static String start(Deploying deploying, long nowMicros, String change) {
        String where = names(deploying);
        if (deploying.origin().isPresent()) {
            Origin origin = deploying.origin().get();
            String whose = origin.deployment()
                    .map(other -> SavepointOrder.savepoint(other)
                            .map(savepoint -> "Starts from the savepoint %s".formatted(savepoint))
                            .orElseGet(() -> "Goes on from checkpoint %d of %s".formatted(origin.checkpoint(), other)))
                    .orElse("Starts again from checkpoint " + origin.checkpoint());
            return "%s, taken %s before, on %s%s."
                    .formatted(whose, Spans.words(nowMicros - origin.takenMicros()), where, change);
        }
        return deploying.attempt() > 1
                ? "Starts again from the beginning, as attempt %d, on %s%s: there is no checkpoint yet."
                        .formatted(deploying.attempt(), where, change)
                : "Gets ready on %s.".formatted(where);
    }

    private static String names(JobState state) {
        return state.executors().stream().map(ExecutorId::value).collect(Collectors.joining(", "));
    }
}
