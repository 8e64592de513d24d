package io.millrace.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Phase;
import io.millrace.coordinator.state.Stopped;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a job under coordinator and executor, as both really are. */
class JobLifeTest {

    private final JobRun run = new JobRun(1);

    @Test
    void aJobGoesFromStateToStateAndItsOutputIsVisibleAtTheEndOnly() {
        run.source.split("a");
        run.source.row(10);
        run.start();
        assertThat(run.state().phase()).isEqualTo(Phase.DEPLOYING);
        run.oneIo();
        assertThat(run.state().phase()).isEqualTo(Phase.RUNNING);
        run.settle();
        assertThat(run.state().phase()).isEqualTo(Phase.RUNNING);
        run.source.end();
        run.work();
        assertThat(run.state().phase()).isEqualTo(Phase.COMMITTING);
        assertThat(run.script.visible("left")).isEmpty();

        run.settle();

        assertThat(run.state().phase()).isEqualTo(Phase.FINISHED);
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
        wide.start();
        wide.settle();

        assertThat(wide.state().phase()).isEqualTo(Phase.FINISHED);
        assertThat(wide.script.visible("left")).containsExactlyInAnyOrder(100L, 50L, 33L, 25L, 20L);
        assertThat(wide.script.log()).contains("open split 5", "close split 5");
        assertThat(wide.cluster.outstandingBuffers()).isZero();
    }

    @Test
    void aStoppedJobShowsWhatItHasRead() {
        running(10, 20);
        run.source.row(50);
        run.stop();
        run.stop();
        run.settle();

        assertThat(run.state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(run.script.visible("left")).containsExactly(10L, 5L);
        assertEverythingIsClosed();
    }

    @Test
    void aJobStoppedBeforeItRunsEndsWithoutARow() {
        run.source.split("a");
        run.source.row(10);
        run.start();
        run.stop();
        run.settle();

        assertThat(run.state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(run.script.visible("left")).isEmpty();
        assertThat(run.script.log()).doesNotContain("read", "left commit");
        assertEverythingIsClosed();
    }

    @Test
    void stoppingAJobThatCommitsOrHasEndedChangesNothing() {
        running(10);
        run.source.end();
        run.work();
        run.stop();
        run.settle();
        run.stop();
        run.cancel();
        run.settle();

        assertThat(run.state().phase()).isEqualTo(Phase.FINISHED);
    }

    @Test
    void aJobCancelledWhileSinksArePreparedEndsWhenTheyAre() {
        run.start();
        run.cancel();
        assertThat(run.state().phase()).isEqualTo(Phase.CANCELLING);
        run.settle();

        assertCancelled();
        assertThat(run.script.log())
                .containsSubsequence("left prepare", "right prepare")
                .doesNotContain("enumerator", "reader", "left commit");
        assertEverythingIsClosed();
    }

    @Test
    void aJobCancelledWhileItRunsShowsNothing() {
        running(10, 20);
        run.cancel();
        run.settle();

        assertCancelled();
        assertNothingIsVisible();
        assertEverythingIsClosed();
    }

    @Test
    void aJobIsNotCancelledOnceItsOutputIsBeingCommitted() {
        running(10);
        run.source.end();
        run.work();
        assertThat(run.state().phase()).isEqualTo(Phase.COMMITTING);
        run.cancel();
        run.settle();

        assertThat(run.state().phase()).isEqualTo(Phase.FINISHED);
        assertThat(run.script.log()).noneMatch(call -> call.contains("abort"));
    }

    @Test
    void aRowThatFailsFailsTheJobWithItsNode() {
        running(10, 0, 20);

        assertThat(error().nodeId()).contains("divide");
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

        assertThat(error().code()).isEqualTo("engine.broken");
        assertThat(error().message()).contains("bug in Millrace").contains("the shelf is gone");
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
        run.script.fail("right commit", new RunException(RunError.external("test", "Full.", true)));
        run.script.fail("left abort [10]", new IllegalStateException("and that too"));
        running(10);
        run.source.end();
        run.settle();

        assertFailed("test", "Full.");
        assertThat(run.script.log()).contains("left abort [10]", "right abort [10]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close enumerator", "left close committer", "close a", "close reader", "left close writer"})
    void aJobEndsThoughSomethingCannotBeClosed(String call) {
        run.script.fail(call, new IllegalStateException("It sticks"));
        running(10);
        run.source.end();
        run.settle();

        assertThat(run.state().isFinal()).isTrue();
    }

    @Test
    void splitsFoundLaterAreReadUntilTheJobIsStopped() {
        run.source.growing();
        running(10);
        run.source.end();
        run.settle();
        run.source.split("later");
        run.source.row(20);
        assertThat(run.cluster.clock().advanceToNext()).isTrue();
        run.settle();
        assertThat(run.script.log()).contains("open later");

        run.stop();
        run.cluster.clock().advance(Duration.ofMinutes(5));
        run.settle();
        assertThat(run.state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(run.script.visible("left")).containsExactly(10L, 5L);
        assertThat(run.script.log().stream().filter("discover"::equals)).hasSize(2);
        assertEverythingIsClosed();
    }

    @Test
    void aJobThatEndsWhileSplitsAreLookedForClosesTheEnumeratorAfterwards() {
        run.start();
        run.oneIo();
        run.cancel();
        run.work();
        assertThat(run.script.log()).doesNotContain("discover", "close enumerator");
        run.settle();

        assertThat(run.script.log()).containsSubsequence("discover", "close enumerator");
        assertCancelled();
    }

    /** Starts with one split and lets everything happen that these rows bring about. */
    private void running(long... rows) {
        run.source.split("a");
        for (long row : rows) {
            run.source.row(row);
        }
        run.start();
        run.settle();
    }

    private RunError error() {
        assertThat(run.state()).isInstanceOf(Failed.class);
        return ((Failed) run.state()).error();
    }

    private void assertFailed(String code, String message) {
        assertThat(error().code()).isEqualTo(code);
        assertThat(error().message()).isEqualTo(message);
    }

    private void assertCancelled() {
        assertThat(run.state()).isInstanceOf(Stopped.class);
        assertThat(((Stopped) run.state()).note().orElseThrow().code()).isEqualTo("job.cancelled");
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
        assertThat(run.cluster.outstandingBuffers()).isZero();
    }

    /** A call that failed has opened nothing. */
    private void assertPaired(String open, String close) {
        long opened = run.script.log().stream().filter(open::equals).count();
        long closed = run.script.log().stream().filter(close::equals).count();
        boolean failed =
                run.state() instanceof Failed(RunError error) && error.message().equals("No " + open + " today.");
        assertThat(closed).as(close).isEqualTo(failed ? 0 : opened);
    }
}
