package io.millrace.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.job.JobOutcome;
import io.millrace.engine.job.JobState;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalJobTest {

    private final JobRun run = new JobRun(1);

    @Test
    void aJobGoesFromStateToStateAndItsOutputIsVisibleAtTheEndOnly() {
        run.source.split("a");
        run.source.row(10);
        assertThat(run.job.state()).isEqualTo(JobState.CREATED);
        run.job.start();
        assertThat(run.job.state()).isEqualTo(JobState.STARTING);
        run.oneIo();
        assertThat(run.job.state()).isEqualTo(JobState.RUNNING);
        run.settle();
        assertThat(run.job.state()).isEqualTo(JobState.RUNNING);
        run.source.end();
        run.work();
        assertThat(run.job.state()).isEqualTo(JobState.COMMITTING);
        assertThat(run.script.visible("left")).isEmpty();
        assertThat(run.job.ended().isDone()).isFalse();

        run.settle();

        assertThat(outcome().state()).isEqualTo(JobState.FINISHED);
        assertThat(run.job.ended().isDone()).isTrue();
        assertThat(run.script.visible("left")).containsExactly(10L);
        assertThat(run.script.visible("right")).containsExactly(10L);
        assertEverythingIsClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void allSplitsAreReadWhateverTheParallelism(int parallelism) {
        JobRun wide = new JobRun(parallelism);
        for (int i = 1; i <= 5; i++) {
            wide.source.split("split " + i);
            wide.source.row(i);
        }
        wide.source.end();
        wide.job.start();
        wide.settle();

        assertThat(wide.job.state()).isEqualTo(JobState.FINISHED);
        assertThat(wide.script.visible("left")).containsExactlyInAnyOrder(100L, 50L, 33L, 25L, 20L);
        assertThat(wide.script.log()).contains("open split 5", "close split 5");
        assertThat(wide.job.outstandingBuffers()).isZero();
    }

    @Test
    void aStoppedJobShowsWhatItHasRead() {
        running(10, 20);
        run.source.row(50);
        run.job.stop();
        run.job.stop();
        run.settle();

        assertThat(outcome().state()).isEqualTo(JobState.STOPPED);
        assertThat(run.script.visible("left")).containsExactly(10L, 5L);
        assertEverythingIsClosed();
    }

    @Test
    void aJobStoppedBeforeItRunsEndsWithoutARow() {
        run.source.split("a");
        run.source.row(10);
        run.job.start();
        run.job.stop();
        run.settle();

        assertThat(outcome().state()).isEqualTo(JobState.STOPPED);
        assertThat(run.script.visible("left")).isEmpty();
        assertThat(run.script.log()).contains("left commit").doesNotContain("read");
        assertEverythingIsClosed();
    }

    @Test
    void stoppingAJobThatCommitsOrHasEndedChangesNothing() {
        running(10);
        run.source.end();
        run.work();
        run.job.stop();
        run.settle();
        run.job.stop();
        run.job.cancel();
        run.settle();

        assertThat(outcome().state()).isEqualTo(JobState.FINISHED);
    }

    @Test
    void aJobCancelledBeforeItStartsHasTouchedNothing() {
        run.job.cancel();
        run.settle();
        run.job.start();
        run.settle();

        assertFailed("job.cancelled", "The run was cancelled.");
        assertThat(run.script.log()).isEmpty();
    }

    @Test
    void aJobCancelledWhileSinksArePreparedTakesThemBackAfterwards() {
        run.job.start();
        run.job.cancel();
        assertThat(run.job.state()).as("a sink is not used by two threads").isEqualTo(JobState.STARTING);
        run.settle();

        assertFailed("job.cancelled", "The run was cancelled.");
        assertThat(run.script.log())
                .containsSubsequence("left prepare", "right prepare", "left abort []", "right abort []")
                .doesNotContain("enumerator");
        assertEverythingIsClosed();
    }

    @Test
    void aJobCancelledWhileItRunsShowsNothing() {
        running(10, 20);
        run.job.cancel();
        run.settle();

        assertFailed("job.cancelled", "The run was cancelled.");
        assertNothingIsVisible();
        assertEverythingIsClosed();
    }

    @Test
    void aJobIsNotCancelledOnceItsOutputIsBeingCommitted() {
        running(10);
        run.source.end();
        run.work();
        assertThat(run.job.state()).isEqualTo(JobState.COMMITTING);
        run.job.cancel();
        run.settle();

        assertThat(outcome().state()).isEqualTo(JobState.FINISHED);
        assertThat(run.script.log()).noneMatch(call -> call.contains("abort"));
    }

    @Test
    void aRowThatFailsFailsTheJobWithItsNode() {
        running(10, 0, 20);

        assertThat(outcome().state()).isEqualTo(JobState.FAILED);
        assertThat(outcome().error().orElseThrow().nodeId()).contains("divide");
        assertNothingIsVisible();
        assertEverythingIsClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "left committer",
                "right prepare",
                "enumerator",
                "discover",
                "reader",
                "open a",
                "read",
                "left write",
                "right flush",
                "left commit"
            })
    void whateverFailsIsToldAndWhatWasWrittenIsTakenBack(String call) {
        run.script.fail(call, new RunException(RunError.external("test", "No " + call + " today.", true)));
        running(10);
        run.source.end();
        run.settle();

        assertFailed("test", "No " + call + " today.");
        assertNothingIsVisible();
        assertThat(run.script.log()).doesNotContain("right commit");
        assertEverythingIsClosed();
    }

    @Test
    void aFailureNobodyThoughtOfIsReportedAsABug() {
        run.script.fail("right write", new IllegalStateException("the shelf is gone"));
        running(10);

        assertThat(outcome().error().orElseThrow().code()).isEqualTo("engine.broken");
        assertThat(outcome().error().orElseThrow().message())
                .contains("bug in Millrace")
                .contains("the shelf is gone");
        assertEverythingIsClosed();
    }

    @Test
    void whatIsVisibleWhenALaterSinkFailsToCommitStays() {
        run.script.fail("right commit", new RunException(RunError.external("test", "Full.", true)));
        running(10);
        run.source.end();
        run.settle();

        assertFailed("test", "Full.");
        assertThat(run.script.visible("left")).containsExactly(10L);
        assertThat(run.script.log()).contains("left abort [10]", "right abort [10]");
    }

    @Test
    void aSinkThatCannotTakeBackHidesNeitherTheCauseNorTheOthers() {
        run.script.fail("right write", new RunException(RunError.external("test", "Full.", true)));
        run.script.fail("left abort []", new IllegalStateException("and that too"));
        running(10);

        assertFailed("test", "Full.");
        assertThat(run.script.log()).contains("left abort []", "right abort []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close enumerator", "left close committer", "close a", "close reader", "left close writer"})
    void aJobEndsThoughSomethingCannotBeClosed(String call) {
        run.script.fail(call, new IllegalStateException("It sticks"));
        running(10);
        run.source.end();
        run.settle();

        assertThat(run.job.state().isFinal()).isTrue();
        assertThat(run.job.ended().isDone()).isTrue();
    }

    @Test
    void splitsFoundLaterAreReadUntilTheJobIsStopped() {
        run.source.growing();
        running(10);
        run.source.end();
        run.settle();
        run.source.split("later");
        run.source.row(20);
        assertThat(run.clock.advanceToNext()).isTrue();
        run.settle();
        assertThat(run.script.log()).contains("open later");

        run.job.stop();
        run.clock.advance(Duration.ofMinutes(5));
        run.settle();
        assertThat(outcome().state()).isEqualTo(JobState.STOPPED);
        assertThat(run.script.visible("left")).containsExactly(10L, 5L);
        assertThat(run.script.log().stream().filter("discover"::equals)).hasSize(2);
        assertEverythingIsClosed();
    }

    @Test
    void aJobThatEndsWhileSplitsAreLookedForClosesTheEnumeratorAfterwards() {
        run.job.start();
        run.oneIo();
        run.job.cancel();
        run.work();
        assertThat(run.script.log()).doesNotContain("discover", "close enumerator");
        run.settle();

        assertThat(run.script.log()).containsSubsequence("discover", "close enumerator");
        assertFailed("job.cancelled", "The run was cancelled.");
    }

    /** Starts with one split and lets everything happen that these rows bring about. */
    private void running(long... rows) {
        run.source.split("a");
        for (long row : rows) {
            run.source.row(row);
        }
        run.job.start();
        run.settle();
    }

    private JobOutcome outcome() {
        return run.job.outcome().orElseThrow();
    }

    private void assertFailed(String code, String message) {
        assertThat(outcome().state()).isEqualTo(JobState.FAILED);
        assertThat(outcome().error().orElseThrow().code()).isEqualTo(code);
        assertThat(outcome().error().orElseThrow().message()).isEqualTo(message);
        assertThat(run.job.ended().isDone()).isTrue();
    }

    private void assertNothingIsVisible() {
        assertThat(run.script.visible("left")).isEmpty();
        assertThat(run.script.visible("right")).isEmpty();
    }

    /** What was opened is closed, once, and no buffer is held. */
    private void assertEverythingIsClosed() {
        assertPaired("enumerator", "close enumerator");
        assertPaired("reader", "close reader");
        assertPaired("open a", "close a");
        assertPaired("left committer", "left close committer");
        assertPaired("right committer", "right close committer");
        assertThat(run.job.outstandingBuffers()).isZero();
    }

    /** A call that failed has opened nothing. */
    private void assertPaired(String open, String close) {
        long opened = run.script.log().stream().filter(open::equals).count();
        long closed = run.script.log().stream().filter(close::equals).count();
        boolean failed = outcome()
                .error()
                .filter(error -> error.message().equals("No " + open + " today."))
                .isPresent();
        assertThat(closed).as(close).isEqualTo(failed ? 0 : opened);
    }
}
