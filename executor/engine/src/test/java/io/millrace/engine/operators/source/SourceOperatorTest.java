package io.millrace.engine.operators.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Rows;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.spi.operator.Command;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourceOperatorTest {

    private static final Duration NEVER = Duration.ZERO;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void splitsAreReadSideBySideABatchFromEachInTurn() {
        SourceRun source = SourceRun.withoutEventTime();
        ScriptedSplit left = source.split("left").rows(1L, 2L).rows(3L).end();
        ScriptedSplit right =
                source.split("right").rows(10L).rows(11L).rows(12L).end();

        assertThat(source.assignLast(left, right).run())
                .containsExactly("1 2", "10", "3", "11", "12", "end of time", "End[]");
        assertThat(source.end()).isEqualTo("finished");
        assertThat(left.isClosed() && right.isClosed() && source.isReaderClosed())
                .isTrue();
        assertThat(source.outstandingBuffers()).isZero();
    }

    @Test
    void aTaskWithNothingToReadAsksOnceForASplit() {
        SourceRun source = SourceRun.withoutEventTime();
        source.turns();
        source.turns();
        assertThat(source.notices()).containsExactly(new Notice.SplitWanted());

        ScriptedSplit only = source.split("only").rows(1L).end();
        assertThat(source.assign(only).run()).containsExactly("1");
        assertThat(source.notices()).containsExactly(new Notice.SplitWanted());

        assertThat(source.assignLast().run()).containsExactly("end of time", "End[]");
    }

    @Test
    void aSplitThatWaitsHoldsUpNoOther() {
        SourceRun source = SourceRun.withoutEventTime();
        ScriptedSplit slow = source.split("slow");
        ScriptedSplit quick = source.split("quick").rows(1L).rows(2L);
        assertThat(source.assign(slow, quick).run()).containsExactly("1", "2");

        slow.rows(3L);
        assertThat(source.run()).containsExactly("3");
    }

    @Test
    void theWatermarkIsTheLeastOverTheSplits() {
        SourceRun source = SourceRun.withWatermarks(5, NEVER).holdNothing();
        ScriptedSplit behind = source.split("behind").rows(20L);
        ScriptedSplit ahead = source.split("ahead").rows(100L);
        assertThat(source.assign(behind, ahead).run()).containsExactly("20", "100", "time 14");

        ahead.rows(200L);
        assertThat(source.run()).containsExactly("200");
        behind.rows(50L, 30L);
        assertThat(source.run()).containsExactly("50 30", "time 44");
        behind.end();
        assertThat(source.run()).containsExactly("time 194");
    }

    @Test
    void aSplitThatHasNotBroughtARowHoldsTheWatermark() {
        SourceRun source = SourceRun.withWatermarks(0, NEVER).holdNothing();
        ScriptedSplit silent = source.split("silent");
        ScriptedSplit bounded = source.split("bounded", 40);
        ScriptedSplit ahead = source.split("ahead").rows(100L);
        assertThat(source.assign(silent, bounded, ahead).run()).containsExactly("100");

        silent.rows(60L);
        assertThat(source.run()).as("below the earliest row the other may have").containsExactly("60", "time 39");
    }

    @Test
    void splitsThatNobodyReadsYetHoldTheWatermark() {
        SourceRun source = SourceRun.withWatermarks(0, NEVER);
        ScriptedSplit ahead = source.split("ahead").rows(100L);
        assertThat(source.assign(ahead).run())
                .as("before it is known what there is")
                .containsExactly("100");

        assertThat(source.command(new Command.HoldWatermark(50)).run()).containsExactly("time 49");
        assertThat(source.holdNothing().run()).containsExactly("time 99");
    }

    @Test
    void aSplitThatIsSilentForTheIdleTimeHoldsTheOthersNoLonger() {
        SourceRun source = SourceRun.withWatermarks(0, TEN_SECONDS).holdNothing();
        ScriptedSplit silent = source.split("silent").rows(10L);
        ScriptedSplit busy = source.split("busy").rows(100L);
        assertThat(source.assign(silent, busy).run()).containsExactly("10", "100", "time 9");

        source.clock.advance(Duration.ofSeconds(9));
        busy.rows(200L);
        assertThat(source.run()).containsExactly("200");
        source.clock.advance(Duration.ofSeconds(1));
        assertThat(source.run()).containsExactly("time 199");

        silent.rows(150L);
        assertThat(source.run()).as("it is late now, and holds again").containsExactly("150");
        busy.rows(300L);
        assertThat(source.run()).containsExactly("300");
    }

    @Test
    void aSourceWhoseSplitsAreAllSilentIsIdleUntilRowsCome() {
        SourceRun source = SourceRun.withWatermarks(0, TEN_SECONDS).holdNothing();
        ScriptedSplit only = source.split("only").rows(10L);
        assertThat(source.assign(only).run()).containsExactly("10", "time 9");

        source.clock.advance(TEN_SECONDS);
        assertThat(source.run()).containsExactly("Idle[]");
        source.clock.advance(TEN_SECONDS);
        assertThat(source.run()).isEmpty();

        only.rows(5L);
        assertThat(source.run()).as("active again, at the time it had").containsExactly("5", "time 9");
    }

    @Test
    void aBoundedSourceThatIsAboutToHearThatAllIsReadIsNotIdle() {
        SourceRun source = SourceRun.withWatermarks(0, TEN_SECONDS).holdNothing();
        assertThat(source.assign(source.split("only").rows(10L).end()).run()).containsExactly("10", "time 9");
        assertThat(source.run()).isEmpty();

        assertThat(source.assignLast().run()).containsExactly("end of time", "End[]");
    }

    @Test
    void theTimeInWhichTheOutputWasFullDoesNotMakeASplitIdle() {
        SourceRun source = SourceRun.withLittleRoom(0, TEN_SECONDS).holdNothing();
        ScriptedSplit silent = source.split("silent").rows(10L);
        ScriptedSplit busy = source.split("busy").rows(100L);
        source.assign(silent, busy).turns();
        assertThat(source.taken()).containsExactly("10");
        source.turns();

        source.clock.advance(TEN_SECONDS.multipliedBy(2));
        assertThat(source.run()).containsExactly("100", "time 9");
        assertThat(source.run()).as("nobody asked it meanwhile").isEmpty();
        source.clock.advance(TEN_SECONDS);
        assertThat(source.run()).containsExactly("Idle[]");
    }

    @Test
    void silenceLeavesNoTimersBehind() {
        SourceRun source = SourceRun.withWatermarks(0, Duration.ofHours(1)).holdNothing();
        ScriptedSplit paced = source.split("paced");
        source.assign(paced).turns();
        for (long row = 0; row < 1_000; row++) {
            paced.rows(row);
            source.run();
        }

        int timers = 0;
        while (source.clock.advanceToNext()) {
            timers++;
        }
        assertThat(timers).isLessThan(3);
    }

    @Test
    void aSourceThatIsStoppedEndsWithoutAFinalWatermark() {
        SourceRun source = SourceRun.withWatermarks(0, NEVER).holdNothing();
        ScriptedSplit endless = source.split("endless").rows(10L);
        assertThat(source.assign(endless).run()).containsExactly("10", "time 9");

        endless.rows(11L);
        source.command(new Command.StopReading());
        assertThat(source.run()).containsExactly("End[]");
        assertThat(source.end()).isEqualTo("finished");
        assertThat(endless.isClosed() && source.isReaderClosed()).isTrue();
        assertThat(source.outstandingBuffers()).isZero();
    }

    @Test
    void aSourceThatWaitsCanBeStopped() {
        SourceRun source = SourceRun.withoutEventTime();
        source.assign(source.split("endless")).turns();

        assertThat(source.command(new Command.StopReading()).run()).containsExactly("End[]");
    }

    @Test
    void stagesSeeTheBatchesOfASplitBeforeItsTimeIsLookedAt() {
        SourceRun source = SourceRun.withStages(0, OnlyEven::new).holdNothing();
        ScriptedSplit odd = source.split("odd").rows(7L, 9L);
        ScriptedSplit even = source.split("even").rows(20L, 33L);
        assertThat(source.assign(odd, even).run())
                .as("of the odd split no row came through, so it holds the time")
                .containsExactly("20");

        odd.rows(4L);
        assertThat(source.run()).containsExactly("4", "time 3");
    }

    @Test
    void aRowWithoutTimeGoesTheWayOfTheErrorPolicy() {
        SourceRun source = SourceRun.withWatermarks(0, NEVER).holdNothing();
        ScriptedSplit gaps = source.split("gaps").rows(10L, null, 20L);

        assertThat(source.assign(gaps).run()).containsExactly("10 20", "time 19");
        assertThat(source.errors.lines())
                .singleElement()
                .asString()
                .startsWith("gaps row 1: The event-time column `t` is NULL");
    }

    @Test
    void aBarrierStandsBehindWhatWasRead() {
        SourceRun source = SourceRun.withWatermarks(0, NEVER).holdNothing();
        ScriptedSplit endless = source.split("endless").rows(10L);
        source.assign(endless).turns();
        source.inject(new Barrier(1, false));
        source.turns();
        endless.rows(20L);

        assertThat(source.run())
                .containsExactly("10", "time 9", "Barrier[checkpoint=1, savepoint=false]", "20", "time 19");
    }

    @Test
    void aReaderThatBreaksItsPromiseIsNamed() {
        SourceRun source = SourceRun.withoutEventTime();
        ScriptedSplit wrong = source.split("wrong");
        wrong.say(Progress.NEEDS_INPUT);
        source.assign(wrong).turns();

        assertThat(source.end()).startsWith("failed: The reader of source said NEEDS_INPUT");
    }

    @Test
    void aCancelledSourceClosesWhatItReads() {
        SourceRun source = SourceRun.withWatermarks(0, NEVER);
        ScriptedSplit endless = source.split("endless").rows(10L);
        source.assign(endless).run();

        source.cancel();
        source.turns();
        assertThat(source.end()).isEqualTo("cancelled");
        assertThat(endless.isClosed() && source.isReaderClosed()).isTrue();
        assertThat(source.outstandingBuffers()).isZero();
    }

    /** Lets rows with an even time through. */
    private record OnlyEven(OperatorContext context) implements RowStages {

        @Override
        public Rows run(Rows rows) {
            rows.batch().retain();
            Rows kept = context.rows().take(rows.batch());
            int[] selection = kept.selectionBuffer();
            int count = 0;
            for (int i = 0; i < rows.count(); i++) {
                Object time = BoxedValues.get(rows.batch().column(0), rows.row(i));
                if (time instanceof Long micros && micros % 2 == 0) {
                    selection[count++] = rows.row(i);
                }
            }
            kept.select(count);
            rows.release();
            return kept;
        }

        @Override
        public void close() {}
    }
}
