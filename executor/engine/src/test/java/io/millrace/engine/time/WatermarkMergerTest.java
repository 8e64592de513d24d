package io.millrace.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Signal.Watermark;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WatermarkMergerTest {

    @Test
    void theMinimumWaitsForEveryInput() {
        WatermarkMerger merger = new WatermarkMerger(2);

        assertThat(merger.advance(0, 10)).isFalse();
        assertThat(merger.merged()).isEqualTo(Watermark.NONE);
        assertThat(merger.advance(1, 5)).isTrue();
        assertThat(merger.merged()).isEqualTo(5);
    }

    @Test
    void anIdleInputHoldsNothingBack() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, 10);

        assertThat(merger.becomeIdle(1)).isTrue();
        assertThat(merger.merged()).isEqualTo(10);
        assertThat(merger.isIdle()).isFalse();
    }

    @Test
    void anInputThatComesBackBehindTheMinimumHoldsItWhereItIs() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, 10);
        merger.becomeIdle(1);

        assertThat(merger.advance(1, 7)).isFalse();
        assertThat(merger.advance(0, 20)).isFalse();
        assertThat(merger.merged()).isEqualTo(10);
        assertThat(merger.advance(1, 15)).isTrue();
        assertThat(merger.merged()).isEqualTo(15);
    }

    @Test
    void whenAllAreIdleTheMinimumStays() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, 10);
        merger.advance(1, 12);

        assertThat(merger.becomeIdle(0)).isTrue();
        assertThat(merger.becomeIdle(1)).isFalse();
        assertThat(merger.merged()).isEqualTo(12);
        assertThat(merger.isIdle()).isTrue();
    }

    @Test
    void whenAllAreIdleItStandsWhereTheFurthestWasInWhateverOrderTheyFellIdle() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, 10);
        merger.becomeIdle(0);

        assertThat(merger.becomeIdle(1)).isTrue();
        assertThat(merger.merged()).isEqualTo(10);
        assertThat(merger.isIdle()).isTrue();
    }

    @Test
    void anInputThatWasFurthestAndEndedCountsWhenTheOthersAreIdle() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, 10);
        merger.advance(0, Watermark.END_OF_TIME);

        assertThat(merger.becomeIdle(1)).isTrue();
        assertThat(merger.merged()).isEqualTo(10);
    }

    @Test
    void rowsMakeAnIdleInputActiveAgain() {
        WatermarkMerger merger = new WatermarkMerger(1);
        merger.becomeIdle(0);

        merger.activate(0);

        assertThat(merger.isIdle()).isFalse();
    }

    @Test
    void anEndedInputHoldsNothingBackAndPullsNothingAlong() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, 10);

        assertThat(merger.advance(1, Watermark.END_OF_TIME)).isTrue();
        assertThat(merger.merged()).isEqualTo(10);
        assertThat(merger.becomeIdle(0)).isFalse();
        assertThat(merger.merged()).isEqualTo(10);
        assertThat(merger.isIdle()).isTrue();
    }

    @Test
    void theEndComesWhenEveryInputIsThere() {
        WatermarkMerger merger = new WatermarkMerger(2);
        merger.advance(0, Watermark.END_OF_TIME);
        merger.becomeIdle(1);

        assertThat(merger.advance(1, Watermark.END_OF_TIME)).isTrue();
        assertThat(merger.merged()).isEqualTo(Watermark.END_OF_TIME);
        assertThat(merger.isIdle()).isFalse();
    }

    /** Events: even numbers advance input {@code n / 2 % 3}, to the end from 570 on; odd ones make it idle. */
    @Property
    void theMinimumIsWhatARecountGivesAndNeverFalls(@ForAll @Size(max = 60) List<@IntRange(max = 599) Integer> events) {
        WatermarkMerger merger = new WatermarkMerger(3);
        long[] watermarks = new long[3];
        Arrays.fill(watermarks, Watermark.NONE);
        boolean[] idle = new boolean[3];
        long expected = Watermark.NONE;
        long furthest = Watermark.NONE;
        for (int event : events) {
            int input = event / 2 % 3;
            if (event % 2 == 0) {
                long watermark = event < 570 ? event : Watermark.END_OF_TIME;
                merger.advance(input, watermark);
                idle[input] = false;
                watermarks[input] = Math.max(watermarks[input], watermark);
                furthest = event < 570 ? Math.max(furthest, watermark) : furthest;
            } else {
                merger.becomeIdle(input);
                idle[input] = true;
            }
            long minimum = Long.MAX_VALUE;
            boolean anyActive = Arrays.stream(watermarks).allMatch(each -> each == Watermark.END_OF_TIME);
            for (int i = 0; i < 3; i++) {
                if (!idle[i] && watermarks[i] != Watermark.END_OF_TIME) {
                    anyActive = true;
                    minimum = Math.min(minimum, watermarks[i]);
                }
            }
            expected = Math.max(expected, anyActive ? minimum : furthest);
            assertThat(merger.merged()).isEqualTo(expected);
        }
    }
}
