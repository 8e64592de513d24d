package io.millrace.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.Plans;
import io.millrace.coordinator.SavepointPort;
import io.millrace.coordinator.Scheduler.Candidate;
import io.millrace.coordinator.checkpoint.CheckpointHistory;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.CheckpointStatus;
import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every state in every situation that can be told apart: some hundred thousand views. */
class JobStatesTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");
    private static final Placement BOTH =
            new Placement(A, new TreeMap<>(Map.of(new TaskId(0, 0), A, new TaskId(0, 1), B)));
    private static final RunError BROKEN = RunError.external("broken", "It broke.", true);
    private static final RunError BROKEN_FOR_GOOD = RunError.user("wrong", "It is wrong.");
    private static final Prepared OUTPUT = Prepared.NOTHING.and(1, List.of(new byte[] {1}));

    private static final RunError DAMAGED = RunError.external("checkpoint.damaged", "A file is damaged.", false);
    private static final Parallelism AS_IT_IS = Parallelism.of(2);
    private static final Prepared CHECKPOINTED = Prepared.NOTHING.and(2, List.of(new byte[] {9}));

    static final List<JobState> STATES = List.of(
            new Created(),
            new Scheduling(1, Restarts.NONE),
            new Deploying(1, BOTH, Restarts.NONE, Optional.empty()),
            new Deploying(1, BOTH, new Restarts(1, 0, Optional.of(BROKEN)), Optional.of(new Origin(7, 1_000))),
            new Running(1, BOTH, Restarts.NONE),
            new Running(1, BOTH, new Restarts(1_000, 10, Optional.of(BROKEN))),
            new Stopping(1, BOTH),
            new Committing(1, A, OUTPUT, Prepared.NOTHING, new Finished(), 0),
            new Committing(1, A, OUTPUT, OUTPUT, new Stopped(Optional.empty()), 4),
            new Committing(1, A, OUTPUT, Prepared.NOTHING, new Stopped(Optional.of(BROKEN)), 0),
            new Committing(1, A, OUTPUT, Prepared.NOTHING, new Failed(BROKEN), 0),
            new Rescaling(1, BOTH, Restarts.NONE),
            new Restarting(1, BOTH, 1, 0, BROKEN),
            new Cancelling(1, BOTH, new Stopped(Optional.empty())),
            new Cancelling(1, BOTH, new Failed(BROKEN)),
            new Aborting(1, A, OUTPUT, new Stopped(Optional.empty())),
            new Aborting(1, A, OUTPUT, new Failed(BROKEN)),
            new Finished(),
            new Stopped(Optional.empty()),
            new Failed(BROKEN),
            new Suspending(1, BOTH, 6),
            new Deploying(
                    1,
                    BOTH,
                    Restarts.NONE,
                    Optional.of(new Origin(7, 1_000, Optional.of(new DeploymentId("before"))))));

    /** What can be known of one executor. */
    private record Seen(JobView.Presence presence, Optional<PartStatus> part, Optional<RunError> error) {}

    private record Situation(Map<ExecutorId, Seen> seen, List<Candidate> candidates) implements JobView.Executors {

        @Override
        public JobView.Presence presence(ExecutorId executor) {
            Seen known = seen.get(executor);
            return known == null ? JobView.Presence.LOST : known.presence();
        }

        @Override
        public Optional<PartReport> part(ExecutorId executor, Fence attempt) {
            return Optional.ofNullable(seen.get(executor))
                    .filter(known -> attempt.attempt() == 1)
                    .flatMap(known -> known.part()
                            .map(status -> new PartReport(
                                    attempt, status, known.error(), OUTPUT, List.of(), Optional.empty())));
        }
    }

    private static List<Seen> allSeen() {
        List<Seen> all = new ArrayList<>();
        all.add(new Seen(JobView.Presence.LOST, Optional.empty(), Optional.empty()));
        all.add(new Seen(JobView.Presence.AWAITED, Optional.empty(), Optional.empty()));
        all.add(new Seen(JobView.Presence.PRESENT, Optional.empty(), Optional.empty()));
        for (PartStatus status : PartStatus.values()) {
            for (Optional<RunError> error :
                    List.of(Optional.<RunError>empty(), Optional.of(BROKEN), Optional.of(BROKEN_FOR_GOOD))) {
                all.add(new Seen(JobView.Presence.PRESENT, Optional.of(status), error));
            }
        }
        return all;
    }

    private static List<JobView> allViews() {
        List<JobView> views = new ArrayList<>();
        addViews(views, allSeen(), CheckpointHistory.NONE, AS_IT_IS);
        // What executors are at matters less to these, so not all pairs are looked at.
        List<Seen> some = List.of(
                new Seen(JobView.Presence.LOST, Optional.empty(), Optional.empty()),
                new Seen(JobView.Presence.PRESENT, Optional.of(PartStatus.FINISHED), Optional.empty()),
                new Seen(JobView.Presence.PRESENT, Optional.of(PartStatus.FAILED), Optional.of(DAMAGED)));
        addViews(views, some, new CheckpointHistory(List.of(checkpoint(CheckpointStatus.COMPLETED))), AS_IT_IS);
        addViews(views, some, new CheckpointHistory(List.of(checkpoint(CheckpointStatus.FAILED))), AS_IT_IS);
        List<Seen> wellOrNot = List.of(
                new Seen(JobView.Presence.LOST, Optional.empty(), Optional.empty()),
                new Seen(JobView.Presence.PRESENT, Optional.of(PartStatus.RUNNING), Optional.empty()),
                new Seen(JobView.Presence.PRESENT, Optional.of(PartStatus.CANCELLED), Optional.empty()));
        Parallelism another = new Parallelism(2, Optional.of(new Parallelism.Wanted(3, 6)));
        addViews(views, wellOrNot, new CheckpointHistory(List.of(checkpoint(CheckpointStatus.COMMITTED))), another);
        addViews(views, wellOrNot, new CheckpointHistory(List.of(checkpoint(CheckpointStatus.COMPLETED))), another);
        return views;
    }

    private static CheckpointRow checkpoint(CheckpointStatus status) {
        return checkpoint(1, status);
    }

    private static CheckpointRow checkpoint(long attempt, CheckpointStatus status) {
        return new CheckpointRow(
                new DeploymentId("d"),
                7,
                attempt,
                status,
                Optional.of("d/1/7/manifest"),
                CHECKPOINTED,
                status == CheckpointStatus.FAILED ? Optional.of(DAMAGED) : Optional.empty(),
                0,
                Duration.ZERO,
                CheckpointFigures.NOTHING);
    }

    private static void addViews(
            List<JobView> views, List<Seen> seen, CheckpointHistory checkpoints, Parallelism parallelism) {
        for (Seen a : seen) {
            for (Seen b : seen) {
                for (Desired desired : Desired.values()) {
                    for (Duration inState : List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1))) {
                        for (List<Candidate> candidates : List.of(
                                List.<Candidate>of(), List.of(new Candidate(B, 1)), List.of(new Candidate(B, 9)))) {
                            views.add(new JobView(
                                    Plans.deployment("d", "p"),
                                    desired,
                                    parallelism,
                                    1,
                                    inState,
                                    CoordinatorSettings.standard(),
                                    new Situation(Map.of(A, a, B, b), candidates),
                                    checkpoints,
                                    inState,
                                    SavepointPort.NONE));
                        }
                    }
                }
            }
        }
    }

    private static final List<JobView> VIEWS = allViews();

    private static Optional<JobState> follows(JobState state, JobView view) {
        return state.decide(view) instanceof Decision.Go(JobState to, Optional<RunError> _)
                ? Optional.of(to)
                : Optional.empty();
    }

    @Test
    void everyDeclaredTransitionHappensAndNoOther() {
        Map<Phase, Set<Phase>> seen = new EnumMap<>(Phase.class);
        Map<Phase, Set<Phase>> declared = new EnumMap<>(Phase.class);
        for (JobState state : STATES) {
            Set<Phase> from = seen.computeIfAbsent(state.phase(), _ -> EnumSet.noneOf(Phase.class));
            declared.put(state.phase(), state.next().isEmpty() ? Set.of() : EnumSet.copyOf(state.next()));
            for (JobView view : VIEWS) {
                follows(state, view).ifPresent(to -> from.add(to.phase()));
            }
        }
        assertThat(seen).isEqualTo(declared);
        assertThat(seen.keySet()).containsExactlyInAnyOrder(Phase.values());
    }

    @Test
    void attemptsNeverGoBackAndAConclusionIsAnAttemptOfItsOwn() {
        for (JobState state : STATES) {
            for (JobView view : VIEWS) {
                follows(state, view).filter(to -> !to.isFinal()).ifPresent(to -> {
                    boolean another = to instanceof Committing || to instanceof Aborting || to instanceof Scheduling;
                    assertThat(to.attempt())
                            .as("%s → %s", state, to)
                            .isEqualTo(another ? state.attempt() + 1 : state.attempt());
                });
            }
        }
    }

    @Test
    void whoeverWantsAJobToEndNeverSeesItStartedAgain() {
        Set<Phase> beginnings =
                EnumSet.of(Phase.SCHEDULING, Phase.DEPLOYING, Phase.RESCALING, Phase.RESTARTING, Phase.RUNNING);
        for (JobState state : STATES) {
            for (JobView view : VIEWS) {
                if (view.desired() != Desired.RUN) {
                    assertThat(follows(state, view).map(JobState::phase).filter(beginnings::contains))
                            .as("%s in %s", state, view)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void nothingFollowsACommitThatIsDecidedButACommitOrItsFailure() {
        JobState committing = new Committing(1, A, OUTPUT, Prepared.NOTHING, new Finished(), 0);
        Map<Phase, List<JobState>> following = VIEWS.stream()
                .flatMap(view -> follows(committing, view).stream())
                .collect(Collectors.groupingBy(JobState::phase));

        assertThat(following.keySet()).containsExactlyInAnyOrder(Phase.COMMITTING, Phase.ABORTING, Phase.FINISHED);
        assertThat(following.getOrDefault(Phase.COMMITTING, List.of()))
                .allSatisfy(again -> assertThat(((Committing) again).prepared()).isEqualTo(OUTPUT));
    }

    @Test
    void commandsGoToExecutorsThatAreThereAlone() {
        for (JobState state : STATES) {
            for (JobView view : VIEWS) {
                if (state.decide(view) instanceof Decision.Stay(List<Decision.Directive> directives)) {
                    assertThat(directives).allSatisfy(directive -> {
                        assertThat(view.presence(directive.to())).isEqualTo(JobView.Presence.PRESENT);
                        assertThat(directive.command().fence()).isEqualTo(view.fence(state.attempt()));
                    });
                }
            }
        }
    }

    @Test
    void aJobMovesOnOnlyWhenNothingOfItRunsOnAnExecutorWithALease() {
        for (JobState state : STATES) {
            if (!(state instanceof Restarting || state instanceof Rescaling || state instanceof Cancelling)) {
                continue;
            }
            for (JobView view : VIEWS) {
                Optional<JobState> next = follows(state, view);
                if (next.isPresent() && !(next.get() instanceof Cancelling)) {
                    Map<ExecutorId, Boolean> over = new HashMap<>();
                    for (ExecutorId executor : BOTH.executors()) {
                        over.put(
                                executor,
                                view.presence(executor) == JobView.Presence.LOST
                                        || view.part(executor, 1)
                                                .map(part -> part.status().hasEnded())
                                                .orElse(false));
                    }
                    assertThat(over).doesNotContainValue(false);
                }
            }
        }
    }

    @Test
    void whateverEndsAJobWhatACheckpointPreparedBecomesVisibleFirst() {
        for (JobState state : STATES) {
            boolean begins = state instanceof Created || state instanceof Committing || state instanceof Aborting;
            for (JobView view : VIEWS) {
                if (!begins && !view.checkpoints().toCommit().isEmpty()) {
                    follows(state, view).ifPresent(to -> {
                        assertThat(to.isFinal()).as("%s → %s", state, to).isFalse();
                        assertThat(to.phase()).isNotEqualTo(Phase.ABORTING);
                        if (to instanceof Committing committing) {
                            assertThat(committing.prepared().byOperator())
                                    .containsAllEntriesOf(CHECKPOINTED.byOperator());
                        }
                    });
                }
            }
        }
    }

    @Test
    void withoutACheckpointThatCanBeReadAJobIsNotBegunFromTheBeginning() {
        for (JobView view : VIEWS) {
            if (view.checkpoints().isLost(3) && view.desired() == Desired.RUN) {
                assertThat(follows(new Scheduling(2, Restarts.NONE), view)).hasValueSatisfying(to -> {
                    assertThat(to).isInstanceOf(Failed.class);
                    assertThat(((Failed) to).error().message()).contains("No checkpoint is left", "Deploy it again");
                });
            }
        }
    }

    @Test
    void anErrorOfThePipelineThatComesBackAtTheSamePlaceIsTheEnd() {
        RunError row = new RunError(
                ErrorDomain.USER, "cast.failed", Optional.of("n1"), "'x' is no number.", Optional.of("line 7"), true);
        assertThat(afterRestartBy(row, row).error().message()).contains("'x' is no number.", "the same place again");
        assertThat(afterRestartBy(row, row).error().position()).contains("line 7");
        assertThat(afterRestartBy(row, row).error().retryable()).isFalse();
    }

    @Test
    void anErrorAtAnotherPlaceOrOfAnotherSystemIsNot() {
        RunError row = new RunError(
                ErrorDomain.USER, "cast.failed", Optional.of("n1"), "'x' is no number.", Optional.of("line 7"), true);
        RunError later = new RunError(row.domain(), row.code(), row.nodeId(), "'y'", Optional.of("line 8"), true);
        RunError away = RunError.external("kafka.away", "No answer.", true).at("topic/3/100");
        assertThat(goesOn(row, later)).isInstanceOf(Restarting.class);
        assertThat(goesOn(away, away)).isInstanceOf(Restarting.class);
    }

    @Test
    void lostExecutorsAndOtherSystemsAreNoFailuresOfTheJob() {
        RunError bug = new RunError(
                ErrorDomain.INTERNAL, "bug", Optional.empty(), "Nobody thought of this.", Optional.empty(), true);
        Restarts many = new Restarts(500, 9, Optional.of(BROKEN));

        assertThat(goesOn(many, CheckpointHistory.NONE, JobErrors.lost(A, Duration.ofSeconds(12))))
                .isInstanceOfSatisfying(
                        Restarting.class, next -> assertThat(next.failures()).isEqualTo(9));
        assertThat(goesOn(many, CheckpointHistory.NONE, BROKEN))
                .isInstanceOfSatisfying(
                        Restarting.class, next -> assertThat(next.failures()).isEqualTo(9));
        assertThat(goesOn(many, CheckpointHistory.NONE, bug))
                .isInstanceOfSatisfying(
                        Restarting.class, next -> assertThat(next.failures()).isEqualTo(10));
        assertThat(goesOn(new Restarts(500, 10, Optional.of(BROKEN)), CheckpointHistory.NONE, bug))
                .isInstanceOf(Cancelling.class);
    }

    @Test
    void aCheckpointOfTheAttemptEndsTheRowOfPauses() {
        Restarts many = new Restarts(6, 3, Optional.of(BROKEN));
        assertThat(restartsAfter(many, 1, CheckpointStatus.COMMITTED)).isEqualTo(1);
        // Its output is not visible yet, so the next attempt begins with what this one could not do.
        assertThat(restartsAfter(many, 1, CheckpointStatus.COMPLETED)).isEqualTo(7);
        assertThat(restartsAfter(many, 1, CheckpointStatus.FAILED)).isEqualTo(7);
        // Of another attempt: it is where this one began.
        assertThat(restartsAfter(many, 2, CheckpointStatus.COMMITTED)).isEqualTo(7);
    }

    private static int restartsAfter(Restarts before, long attempt, CheckpointStatus status) {
        CheckpointHistory history = new CheckpointHistory(List.of(checkpoint(attempt, status)));
        Restarting next = (Restarting) goesOn(before, history, BROKEN);
        assertThat(next.failures()).isEqualTo(before.failures());
        return next.restarts();
    }

    private static Failed afterRestartBy(RunError before, RunError now) {
        assertThat(goesOn(before, now)).isInstanceOf(Cancelling.class);
        return (Failed) ((Cancelling) goesOn(before, now)).outcome();
    }

    private static JobState goesOn(RunError before, RunError now) {
        return goesOn(new Restarts(1, 1, Optional.of(before)), CheckpointHistory.NONE, now);
    }

    private static JobState goesOn(Restarts restarts, CheckpointHistory history, RunError now) {
        Seen broken = new Seen(JobView.Presence.PRESENT, Optional.of(PartStatus.FAILED), Optional.of(now));
        JobView view = new JobView(
                Plans.deployment("d", "p"),
                Desired.RUN,
                Parallelism.of(2),
                1,
                Duration.ZERO,
                CoordinatorSettings.standard(),
                new Situation(Map.of(A, broken, B, broken), List.of()),
                history,
                Duration.ZERO,
                SavepointPort.NONE);
        return follows(new Running(1, BOTH, restarts), view).orElseThrow();
    }
}
