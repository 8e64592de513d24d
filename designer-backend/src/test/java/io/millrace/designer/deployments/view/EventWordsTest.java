package io.millrace.designer.deployments.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.state.Created;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Rescaling;
import io.millrace.coordinator.state.Restarts;
import io.millrace.coordinator.state.Running;
import io.millrace.coordinator.state.Scheduling;
import io.millrace.coordinator.state.Stopped;
import io.millrace.designer.deployments.log.DeploymentRow;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventWordsTest {

    private static JobEvent event(long number, Desired desired, JobState state, Optional<RunError> reason) {
        return new JobEvent(
                new DeploymentId("d-1"), number, 1, 1_000_000 * number, desired, Parallelism.of(1), state, reason);
    }

    @Test
    void aWishIsSaidAsAWish() {
        JobEvent before = event(1, Desired.RUN, new Scheduling(1, Restarts.NONE), Optional.empty());
        EventView wish = EventWords.of(
                Optional.of(before),
                event(2, Desired.STOP, new Scheduling(1, Restarts.NONE), Optional.empty()),
                Optional.of("ada"),
                ExecutorId::value);
        assertThat(wish.text()).isEqualTo("Asked to stop: what was read becomes visible.");
        assertThat(wish.who()).hasValue("ada");
        assertThat(wish.from()).hasValue(DeploymentStatus.STARTING);
    }

    @Test
    void aReasonHasNodePlaceAndRemedy() {
        RunError error = RunError.user("row.division", "15 was divided by 0.")
                .inNode("ratio")
                .at("flights.csv:12");
        Reason reason = EventWords.of(
                        Optional.empty(),
                        event(3, Desired.RUN, new Failed(error), Optional.of(error)),
                        Optional.empty(),
                        ExecutorId::value)
                .reason()
                .orElseThrow();
        assertThat(reason.nodeId()).hasValue("ratio");
        assertThat(reason.position()).hasValue("flights.csv:12");
        assertThat(reason.remedy()).contains("Change the pipeline");
    }

    @Test
    void aJobThatHadToBeEndedFirstStillSaysWhatBrokeIt() {
        RunError error =
                RunError.user("file.changes", "A file cannot be changed.").inNode("out");
        JobEvent last = event(5, Desired.RUN, new Failed(error), Optional.empty());
        assertThat(EventWords.of(Optional.empty(), last, Optional.empty(), ExecutorId::value)
                        .reason())
                .contains(Reason.of(error));
        DeploymentRow row = new DeploymentRow(
                "d-1",
                "p",
                "P",
                1,
                "default",
                1,
                new Deployment.StartFrom.Beginning(),
                Map.of(),
                Instant.EPOCH,
                "ada",
                Optional.of(Instant.EPOCH),
                last,
                1,
                0,
                List.of());
        assertThat(DeploymentViews.of(row, new Drawing(List.of(), Set.of())).reason())
                .contains(Reason.of(error));
    }

    @Test
    void anotherAttemptSaysWhereItBegins() {
        assertThat(begins(Optional.empty()))
                .isEqualTo("Starts again from the beginning, as attempt 2, on e1: there is no checkpoint yet.");
        // Event 5 is at second 5.
        assertThat(begins(Optional.of(new Origin(11, 2_000_000))))
                .isEqualTo("Starts again from checkpoint 11, taken 3 s before, on e1.");
    }

    private static String begins(Optional<Origin> origin) {
        TreeMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        tasks.put(new TaskId(0, 0), new ExecutorId("e1"));
        Placement placement = new Placement(new ExecutorId("e1"), tasks);
        Deploying state = new Deploying(2, placement, new Restarts(1, 0, Optional.empty()), origin);
        return EventWords.of(
                        Optional.empty(),
                        event(5, Desired.RUN, state, Optional.empty()),
                        Optional.empty(),
                        ExecutorId::value)
                .text();
    }

    @Test
    void anotherParallelismIsSaidFromTheWishToTheAttemptThatHasIt() {
        Placement placement =
                new Placement(new ExecutorId("e1"), new TreeMap<>(Map.of(new TaskId(0, 0), new ExecutorId("e1"))));
        Running running = new Running(1, placement, Restarts.NONE);
        Parallelism one = Parallelism.of(1);
        Parallelism wanted = new Parallelism(1, Optional.of(new Parallelism.Wanted(3, 4)));
        RunError full = RunError.external("checkpoint.storage", "The storage is full.", false);
        assertThat(text(at(one, running), at(wanted, running)))
                .isEqualTo("Asked for parallelism 3 instead of 1: a checkpoint is taken, and the job goes on from it.");
        assertThat(text(at(wanted, running), at(one, running))).isEqualTo("Asked to stay at parallelism 1.");
        JobEvent givenUp =
                new JobEvent(new DeploymentId("d-1"), 5, 1, 5_000_000, Desired.RUN, one, running, Optional.of(full));
        assertThat(text(at(wanted, running), givenUp)).isEqualTo("Stays at parallelism 1.");
        Rescaling rescaling = new Rescaling(1, placement, Restarts.NONE);
        assertThat(text(at(wanted, running), at(wanted, rescaling)))
                .isEqualTo("The attempt ends; the next one goes on at parallelism 3.");
        Deploying next = new Deploying(2, placement, Restarts.NONE, Optional.of(new Origin(5, 4_000_000)));
        assertThat(text(at(wanted, new Scheduling(2, Restarts.NONE)), at(Parallelism.of(3), next)))
                .isEqualTo("Starts again from checkpoint 5, taken 1 s before, on e1, at parallelism 3 instead of 1.");
    }

    private static JobEvent at(Parallelism parallelism, JobState state) {
        return new JobEvent(
                new DeploymentId("d-1"), 5, 1, 5_000_000, Desired.RUN, parallelism, state, Optional.empty());
    }

    private static String text(JobEvent before, JobEvent event) {
        return EventWords.of(Optional.of(before), event, Optional.empty(), ExecutorId::value)
                .text();
    }

    @Test
    void executorsAreCalledByTheirNamesAlsoInReasons() {
        ExecutorId executor = new ExecutorId("0f3a");
        RunError lost = RunError.external("executor.lost", "Nothing was heard from 0f3a for 15 s.", true);
        Placement placement = new Placement(executor, new TreeMap<>(Map.of(new TaskId(0, 0), executor)));
        EventView ready = EventWords.of(
                Optional.empty(),
                event(1, Desired.RUN, new Deploying(1, placement, Restarts.NONE, Optional.empty()), Optional.empty()),
                Optional.empty(),
                _ -> "host · 12");
        assertThat(ready.text()).isEqualTo("Gets ready on host · 12.");
        EventView broken = EventWords.of(
                Optional.of(event(
                        1,
                        Desired.RUN,
                        new Deploying(1, placement, Restarts.NONE, Optional.empty()),
                        Optional.empty())),
                event(2, Desired.RUN, new Failed(lost), Optional.of(lost)),
                Optional.empty(),
                _ -> "host · 12");
        assertThat(broken.reason().orElseThrow().message()).isEqualTo("Nothing was heard from host · 12 for 15 s.");
    }

    @Test
    void aSummaryCountsWhatSourcesRead() {
        Drawing drawing = new Drawing(List.of(), Set.of("flights"));
        assertThat(Summary.of(new Finished(), List.of(), drawing)).isEqualTo("Finished");
        assertThat(Summary.of(new Stopped(Optional.empty()), List.of(), drawing))
                .isEqualTo("Stopped");
        assertThat(DeploymentStatus.of(new Created(), Desired.RUN)).isEqualTo(DeploymentStatus.STARTING);
    }
}
