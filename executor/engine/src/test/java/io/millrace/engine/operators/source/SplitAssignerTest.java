package io.millrace.engine.operators.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.operators.source.SplitAssigner.Message;
import io.millrace.spi.operator.Command.AssignSplits;
import io.millrace.spi.operator.Command.HoldWatermark;
import io.millrace.spi.source.Source.Assignment;
import io.millrace.spi.source.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitAssignerTest {

    private static final Split EARLY = new Split("early", new byte[0], 100);
    private static final Split MIDDLE = new Split("middle", new byte[0], 200);
    private static final Split LATE = new Split("late", new byte[0], 300);

    @Test
    void aReaderGetsOneSplitAtATime() {
        SplitAssigner assigner = new SplitAssigner(Assignment.ON_DEMAND, 2, true);

        assertThat(assigner.wanted(1)).isEmpty();
        assertThat(assigner.found(List.of(EARLY, LATE), true)).startsWith(assign(1, EARLY));
        assertThat(assigner.wanted(0)).startsWith(assign(0, LATE));
        assertThat(assigner.wanted(1)).containsExactly(new Message(1, new AssignSplits(List.of(), true)));
    }

    @Test
    void splitsThatNobodyReadsHoldTheWatermark() {
        SplitAssigner assigner = new SplitAssigner(Assignment.ON_DEMAND, 2, true);
        assertThat(assigner.found(List.of(LATE, EARLY, MIDDLE), true)).containsExactly(hold(0, 100), hold(1, 100));

        assertThat(assigner.wanted(0)).containsExactly(assign(0, LATE));
        assertThat(assigner.wanted(1)).containsExactly(assign(1, EARLY), hold(0, 200), hold(1, 200));
        assertThat(assigner.wanted(0))
                .containsExactly(assign(0, MIDDLE), hold(0, Watermark.END_OF_TIME), hold(1, Watermark.END_OF_TIME));
    }

    @Test
    void whileABoundedSourceStillLooksTheWatermarkDoesNotMove() {
        SplitAssigner assigner = new SplitAssigner(Assignment.ON_DEMAND, 1, true);

        assertThat(assigner.found(List.of(EARLY), false)).isEmpty();
        assertThat(assigner.wanted(0)).containsExactly(assign(0, EARLY));
        assertThat(assigner.found(List.of(), true)).containsExactly(hold(0, Watermark.END_OF_TIME));
    }

    @Test
    void splitsYetToBeFoundOfAnUnboundedSourceHoldNothing() {
        SplitAssigner assigner = new SplitAssigner(Assignment.ON_DEMAND, 1, false);
        assigner.wanted(0);

        assertThat(assigner.found(List.of(EARLY), false))
                .containsExactly(assign(0, EARLY), hold(0, Watermark.END_OF_TIME));
    }

    @Test
    void partitionsAreSpreadAtOnce() {
        SplitAssigner assigner = new SplitAssigner(Assignment.SPREAD, 2, false);

        assertThat(assigner.found(List.of(EARLY, MIDDLE, LATE), true))
                .startsWith(assign(0, EARLY), assign(1, MIDDLE), assign(0, LATE));
        assertThat(assigner.wanted(1)).containsExactly(new Message(1, new AssignSplits(List.of(), true)));
    }

    private static Message assign(int task, Split split) {
        return new Message(task, new AssignSplits(List.of(split), false));
    }

    private static Message hold(int task, long micros) {
        return new Message(task, new HoldWatermark(micros));
    }
}
