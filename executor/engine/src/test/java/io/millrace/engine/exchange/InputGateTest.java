package io.millrace.engine.exchange;

import static io.millrace.engine.exchange.ExchangeFixtures.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputGateTest {

    private final ExchangeFixtures fixtures = new ExchangeFixtures();
    private final LocalChannel a = new LocalChannel(100);
    private final LocalChannel b = new LocalChannel(100);
    private final OperatorInputs inputs = new OperatorInputs(List.of(List.of(a, b)));
    private final InputGate gate = inputs.gate(0);

    @Test
    void watermarksAreTheMinimumOverTheChannels() {
        a.put(new Watermark(10));
        assertThat(drain()).isEmpty();

        b.put(new Watermark(7));
        assertThat(drain()).containsExactly("Watermark[micros=7]");
    }

    @Test
    void aChannelThatBroughtABarrierIsNotReadUntilAllHave() {
        a.put(fixtures.rowsOf(1));
        a.put(new Barrier(1, false));
        a.put(fixtures.rowsOf(2));
        b.put(fixtures.rowsOf(3));

        assertThat(drain()).containsExactlyInAnyOrder("[1]", "[3]");
        assertThat(inputs.alignedBarrier()).isNull();

        b.put(new Barrier(1, false));
        b.put(fixtures.rowsOf(4));
        assertThat(drain()).isEmpty();
        assertThat(inputs.alignedBarrier()).isEqualTo(new Barrier(1, false));

        inputs.passBarrier();
        assertThat(drain()).containsExactlyInAnyOrder("[2]", "[4]");
    }

    @Test
    void aChannelThatHasEndedCountsAsHavingBroughtTheBarrier() {
        a.put(new End());
        b.put(new Barrier(1, false));

        drain();

        assertThat(inputs.alignedBarrier()).isNotNull();
    }

    @Test
    void aSecondCheckpointStartsAfresh() {
        for (long checkpoint = 1; checkpoint <= 2; checkpoint++) {
            a.put(new Barrier(checkpoint, false));
            b.put(new Barrier(checkpoint, false));
            drain();
            assertThat(inputs.alignedBarrier()).isEqualTo(new Barrier(checkpoint, false));
            inputs.passBarrier();
            assertThat(inputs.alignedBarrier()).isNull();
        }
    }

    @Test
    void idlenessIsToldOnceWhenAllChannelsAreIdle() {
        a.put(new Watermark(5));
        b.put(new Watermark(9));
        a.put(new Idle());
        assertThat(drain()).containsExactly("Watermark[micros=5]", "Watermark[micros=9]");

        b.put(new Idle());
        a.put(new Idle());
        assertThat(drain()).containsExactly("Idle[]");
    }

    @Test
    void whereAllFellIdleIsToldBeforeThatTheyDid() {
        a.put(new Watermark(5));
        a.put(new Idle());
        b.put(fixtures.rowsOf(1));
        b.put(new Idle());
        assertThat(drain()).containsExactly("[1]", "Watermark[micros=5]", "Idle[]");
    }

    @Test
    void aChannelAtItsEndDoesNotEndTheTimeOfOneThatIsIdle() {
        a.put(new Watermark(5));
        b.put(new Watermark(Watermark.END_OF_TIME));
        b.put(new End());
        a.put(new Idle());
        assertThat(drain()).containsExactly("Watermark[micros=5]", "Idle[]");

        a.put(fixtures.rowsOf(1));
        a.put(new Watermark(Watermark.END_OF_TIME));
        assertThat(drain()).containsExactly("[1]", "Watermark[micros=" + Watermark.END_OF_TIME + "]");
    }

    @Test
    void aWatermarkThatRaisesNothingStillSaysThatTheIdleAreActive() {
        a.put(new Watermark(5));
        b.put(new Watermark(7));
        a.put(new Idle());
        b.put(new Idle());
        drain();

        a.put(new Watermark(6));
        assertThat(drain()).containsExactly("Watermark[micros=7]");
    }

    @Test
    void theEndComesOnceBehindEverything() {
        a.put(new End());
        b.put(fixtures.rowsOf(1));
        b.put(new Watermark(3));
        b.put(new End());

        assertThat(drain()).containsExactly("[1]", "End[]");
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void twoPortsAlignTogether() {
        OperatorInputs twoPorts = new OperatorInputs(List.of(List.of(a), List.of(b)));
        a.put(new Barrier(1, false));
        a.put(fixtures.rowsOf(1));

        assertThat(twoPorts.gate(0).poll()).isNull();
        assertThat(twoPorts.alignedBarrier()).isNull();

        b.put(new Barrier(1, false));
        assertThat(twoPorts.gate(1).poll()).isNull();
        assertThat(twoPorts.alignedBarrier()).isNotNull();
        twoPorts.discard();
        assertThat(fixtures.outstanding()).isZero();
    }

    private List<String> drain() {
        List<String> seen = new ArrayList<>();
        for (Element element = gate.poll(); element != null; element = gate.poll()) {
            switch (element) {
                case Rows rows -> {
                    seen.add(valuesOf(rows).toString());
                    rows.release();
                }
                case Signal signal -> seen.add(signal.toString());
            }
        }
        return seen;
    }
}
