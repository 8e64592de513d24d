package io.millrace.designer.deployments.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.state.Cancelling;
import io.millrace.coordinator.state.Created;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Rescaling;
import io.millrace.coordinator.state.Restarting;
import io.millrace.coordinator.state.Restarts;
import io.millrace.coordinator.state.Running;
import io.millrace.coordinator.state.Scheduling;
import io.millrace.coordinator.state.Stopped;
import io.millrace.coordinator.state.Stopping;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final RunError LOST =
            RunError.external("executor.lost", "Nothing was heard from e1 for 15 s.", true);

    private final List<JobEvent> events = new ArrayList<>();

    /** One event a second, from second 1 on. */
    private void goes(Desired desired, JobState... states) {
        for (JobState state : states) {
            long number = events.size() + 1L;
            events.add(new JobEvent(
                    new DeploymentId("d-1"),
                    number,
                    1,
                    1_000_000 * number,
                    desired,
                    Parallelism.of(1),
                    state,
                    Optional.empty()));
        }
    }

    @Test
    void anAttemptThatMadeRoomForAnotherParallelismDidNotBreak() {
        goes(
                Desired.RUN,
                new Deploying(1, on("e1"), Restarts.NONE, Optional.empty()),
                new Running(1, on("e1"), Restarts.NONE),
                new Rescaling(1, on("e1"), Restarts.NONE),
                new Scheduling(2, Restarts.NONE),
                new Deploying(2, on("e1"), Restarts.NONE, Optional.of(new Origin(1, 2_000_000))));
        assertThat(attempts()).hasSize(2);
        assertThat(attempts().getFirst().end()).contains(AttemptView.End.RESCALED);
        assertThat(attempts().getFirst().reason()).isEmpty();
    }

    private List<AttemptView> attempts() {
        return Attempts.of(events, id -> "host " + id.value());
    }

    private static Placement on(String executor) {
        ExecutorId id = new ExecutorId(executor);
        return new Placement(id, new TreeMap<>(Map.of(new TaskId(0, 0), id)));
    }

    private static Instant second(long number) {
        return Instant.ofEpochSecond(number);
    }

    @Test
    void anAttemptThatBrokeSaysWhyAndTheNextOneFromWhereAndHowLongNothingRan() {
        goes(
                Desired.RUN,
                new Created(),
                new Scheduling(1, Restarts.NONE),
                new Deploying(1, on("e1"), Restarts.NONE, Optional.empty()),
                new Running(1, on("e1"), Restarts.NONE),
                new Restarting(1, on("e1"), 1, 0, LOST),
                new Scheduling(2, new Restarts(1, 0, Optional.of(LOST))),
                new Deploying(2, on("e2"), Restarts.NONE, Optional.of(new Origin(17, 4_500_000))),
                new Running(2, on("e2"), Restarts.NONE));

        assertThat(attempts()).hasSize(2);
        AttemptView first = attempts().getFirst();
        assertThat(first.startedAt()).isEqualTo(second(3));
        assertThat(first.runningAt()).hasValue(second(4));
        assertThat(first.endedAt()).hasValue(second(5));
        assertThat(first.end()).hasValue(AttemptView.End.BROKE);
        assertThat(first.reason().orElseThrow().message()).isEqualTo("Nothing was heard from host e1 for 15 s.");
        assertThat(first.from()).isEmpty();
        assertThat(first.downMs()).isEmpty();
        AttemptView second = attempts().get(1);
        assertThat(second.from()).hasValue(new AttemptView.From(17, Instant.ofEpochMilli(4_500)));
        assertThat(second.executors()).containsExactly("host e2");
        assertThat(second.downMs()).hasValue(3_000L);
        assertThat(second.end()).isEmpty();
    }

    @Test
    void aWishIsNoEndAndWhatIsStoppedEndsWithoutAReason() {
        goes(
                Desired.RUN,
                new Deploying(1, on("e1"), Restarts.NONE, Optional.empty()),
                new Running(1, on("e1"), Restarts.NONE));
        goes(Desired.STOP, new Running(1, on("e1"), Restarts.NONE), new Stopping(1, on("e1")));
        assertThat(attempts().getFirst().endedAt()).isEmpty();

        goes(Desired.STOP, new Stopped(Optional.empty()));
        assertThat(attempts().getFirst().end()).hasValue(AttemptView.End.ENDED);
        assertThat(attempts().getFirst().endedAt()).hasValue(second(5));
        assertThat(attempts().getFirst().reason()).isEmpty();
    }

    @Test
    void oneThatFailedForGoodAndOneThatWasCancelledAreToldApart() {
        RunError zero = RunError.user("row.division", "15 was divided by 0.")
                .inNode("ratio")
                .at("flights.csv:12");
        goes(
                Desired.RUN,
                new Deploying(1, on("e1"), Restarts.NONE, Optional.empty()),
                new Running(1, on("e1"), Restarts.NONE),
                new Cancelling(1, on("e1"), new Failed(zero)),
                new Failed(zero));
        assertThat(attempts()).hasSize(1);
        assertThat(attempts().getFirst().end()).hasValue(AttemptView.End.BROKE);
        assertThat(attempts().getFirst().reason()).hasValue(Reason.of(zero));

        events.clear();
        goes(
                Desired.CANCEL,
                new Deploying(1, on("e1"), Restarts.NONE, Optional.empty()),
                new Cancelling(1, on("e1"), new Stopped(Optional.of(LOST))));
        assertThat(attempts().getFirst().end()).hasValue(AttemptView.End.CANCELLED);
        assertThat(attempts().getFirst().runningAt()).isEmpty();
    }
}
