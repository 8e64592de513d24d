package io.millrace.testkit.joblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.state.Created;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.Origin;
import io.millrace.coordinator.state.Restarting;
import io.millrace.coordinator.state.Restarts;
import io.millrace.coordinator.state.Running;
import io.millrace.coordinator.state.Scheduling;
import io.millrace.coordinator.state.Stopped;
import io.millrace.model.error.RunError;
import io.millrace.model.json.JsonObject;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract of {@link JobLog}, on whatever keeps it. */
public abstract class JobLogContract {

    /** A coordinator's access, by the epoch it was given. */
    public record Owned(JobLog log, long epoch) {}

    private static final long START_MICROS = 1_700_000_000_000_001L;

    /** Takes the log over, as a coordinator does when it starts. Each test begins with a log of its own. */
    protected abstract Owned takeOver();

    /** A deployment that the log has room for: nothing else is active in its place. */
    protected Deployment deployment(String id) {
        return deployment(id, "pipeline-of-" + id);
    }

    /** A deployment of this pipeline, which is made to exist where that matters. */
    protected Deployment deployment(String id, String pipeline) {
        return deploymentOf(id, pipeline);
    }

    /** A deployment of a small plan. */
    public static Deployment deploymentOf(String id, String pipeline) {
        PhysicalOperator source = operator(0, "source");
        PhysicalOperator sink = operator(1, "sink");
        OperatorPlan plan = new OperatorPlan(
                ZoneOffset.UTC,
                List.of(source, sink),
                List.of(new Fragment(0, List.of(0), 2, false), new Fragment(1, List.of(1), 1, false)),
                List.of(new PlanEdge(0, 0, 1, 0, new Distribution.Rebalance())),
                List.of());
        return new Deployment(
                new DeploymentId(id),
                new Deployment.Target(pipeline, "default"),
                "1",
                Map.of("threshold", "15"),
                new Deployment.StartFrom.Beginning(),
                plan,
                Optional.of(Duration.ofSeconds(10)));
    }

    private static PhysicalOperator operator(int id, String type) {
        return new PhysicalOperator(id, type, List.of(type), List.of(), List.of(), JsonObject.EMPTY, Map.of());
    }

    /** The first event of a deployment. */
    protected static JobEvent first(Deployment deployment, long epoch) {
        return event(deployment, 1, epoch, new Created());
    }

    /** A later one. */
    protected static JobEvent event(Deployment deployment, long number, long epoch, JobState state) {
        Optional<RunError> reason = state instanceof Restarting(var _, var _, var _, var _, RunError error)
                ? Optional.of(error)
                : Optional.empty();
        Desired desired = state instanceof Stopped ? Desired.STOP : Desired.RUN;
        Parallelism parallelism = number < 4
                ? Parallelism.of(deployment.parallelism())
                : new Parallelism(2, Optional.of(new Parallelism.Wanted(3, number)));
        return new JobEvent(deployment.id(), number, epoch, START_MICROS + number, desired, parallelism, state, reason);
    }

    /** The usual course until an executor is lost. */
    protected static List<JobState> course() {
        return List.of(
                new Created(),
                new Scheduling(1, Restarts.NONE),
                new Deploying(1, placement(), Restarts.NONE, Optional.of(new Origin(7, START_MICROS))),
                new Running(1, placement(), Restarts.NONE),
                new Restarting(
                        1,
                        placement(),
                        1,
                        0,
                        RunError.external("executor.lost", "Nothing was heard from b for 12 s.", true)
                                .inNode("source")
                                .at("flights.csv:12")));
    }

    private static Placement placement() {
        TreeMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        tasks.put(new TaskId(0, 0), new ExecutorId("a"));
        tasks.put(new TaskId(0, 1), new ExecutorId("b"));
        tasks.put(new TaskId(1, 0), new ExecutorId("b"));
        return new Placement(new ExecutorId("a"), tasks);
    }

    private static JobEvent create(Owned owned, Deployment deployment) {
        JobEvent first = first(deployment, owned.epoch());
        assertThat(owned.log().create(deployment, first)).isTrue();
        return first;
    }

    private static JobEvent second(Deployment deployment, long epoch) {
        return event(deployment, 2, epoch, new Scheduling(1, Restarts.NONE));
    }

    @Test
    void aLogThatNobodyWroteToHasNoJobs() {
        assertThat(takeOver().log().unfinished()).isEmpty();
    }

    @Test
    void epochsGrow() {
        long first = takeOver().epoch();
        assertThat(first).isPositive();
        assertThat(takeOver().epoch()).isGreaterThan(first);
    }

    @Test
    void aSuccessorFindsWhatIsUnfinishedWithItsLastEvent() {
        Owned before = takeOver();
        Deployment left = deployment("left");
        JobEvent last = create(before, left);
        for (int number = 2; number <= course().size(); number++) {
            last = event(left, number, before.epoch(), course().get(number - 1));
            before.log().append(last);
        }
        Deployment ended = deployment("ended");
        create(before, ended);
        before.log().append(event(ended, 2, before.epoch(), new Stopped(Optional.empty())));

        assertThat(takeOver().log().unfinished()).containsExactly(new JobLog.Unfinished(left, last));
    }

    @Test
    void aDeploymentIsCreatedAgainWithoutHarm() {
        Owned owned = takeOver();
        Deployment deployment = deployment("again");
        JobEvent first = create(owned, deployment);
        create(owned, deployment);
        assertThat(takeOver().log().unfinished()).containsExactly(new JobLog.Unfinished(deployment, first));
    }

    @Test
    void anEventIsAppendedAgainWithoutHarm() {
        Owned owned = takeOver();
        Deployment deployment = deployment("again");
        create(owned, deployment);
        JobEvent second = second(deployment, owned.epoch());
        owned.log().append(second);
        owned.log().append(second);
        assertThat(takeOver().log().unfinished()).containsExactly(new JobLog.Unfinished(deployment, second));
    }

    @Test
    void aDeploymentThatHasEndedIsNotCreatedAnew() {
        Owned before = takeOver();
        Deployment deployment = deployment("ended");
        create(before, deployment);
        before.log().append(event(deployment, 2, before.epoch(), new Stopped(Optional.empty())));

        Owned later = takeOver();
        assertThat(later.log().create(deployment, first(deployment, later.epoch())))
                .isFalse();
        assertThat(takeOver().log().unfinished()).isEmpty();
    }

    @Test
    void ofTwoOwnersOnlyTheLaterOneWrites() {
        Owned before = takeOver();
        Deployment deployment = deployment("raced");
        JobEvent first = create(before, deployment);
        Owned later = takeOver();

        assertThatThrownBy(() -> before.log().append(second(deployment, before.epoch())))
                .isInstanceOf(JobLog.NotOwner.class);
        Deployment other = deployment("other");
        assertThatThrownBy(() -> before.log().create(other, first(other, before.epoch())))
                .isInstanceOf(JobLog.NotOwner.class);
        assertThatThrownBy(() -> before.log().confirmOwner()).isInstanceOf(JobLog.NotOwner.class);

        later.log().confirmOwner();
        assertThat(later.log().unfinished()).containsExactly(new JobLog.Unfinished(deployment, first));
        later.log().append(second(deployment, later.epoch()));
    }
}
