package io.millrace.designer.deployments.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PortCounts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final long SECOND = 1_000_000_000L;

    private static final Drawing DRAWING = new Drawing(
            List.of(new Drawing.DrawnEdge(new PortRef("flights", "out"), new PortRef("late", "in"))),
            Set.of("flights"));

    private final Meter meter = new Meter();

    private static List<NodeCounts> counts(long rows, long busyNanos, long blockedNanos) {
        return List.of(new NodeCounts(
                "flights",
                0,
                rows,
                0,
                0,
                0,
                busyNanos,
                blockedNanos,
                Long.MIN_VALUE,
                List.of(),
                2,
                List.of(new PortCounts("out", rows, blockedNanos, 2)),
                4_096,
                1_024));
    }

    private NodeFigures node() {
        return meter.nodes().getFirst();
    }

    @Test
    void ratesAndSharesAreOverTheLastSeconds() {
        for (int second = 0; second <= 20; second++) {
            meter.take(1, counts(second * 100L, second * SECOND, second * SECOND / 2), second * SECOND);
        }
        assertThat(node().rowsOut()).isEqualTo(2_000);
        assertThat(node().rowsPerSecondOut()).isCloseTo(100, within(0.01));
        assertThat(node().busy()).as("one of two tasks").isCloseTo(0.5, within(0.01));
        assertThat(node().blocked()).isCloseTo(0.25, within(0.01));
        assertThat(node().idle()).isCloseTo(0.25, within(0.01));
        assertThat(node().stateBytes()).isEqualTo(4_096);
        assertThat(node().coldBytes()).isEqualTo(1_024);
        EdgeFigures edge = meter.edges(DRAWING).getFirst();
        assertThat(edge.rows()).isEqualTo(2_000);
        assertThat(edge.rowsPerSecond()).isCloseTo(100, within(0.01));
        assertThat(edge.backPressure()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void aRateFallsWhenNothingIsHeardAnyMore() {
        meter.take(1, counts(0, 0, 0), 0);
        meter.take(1, counts(100, 0, 0), SECOND);
        assertThat(node().rowsPerSecondOut()).isCloseTo(100, within(0.01));
        meter.take(1, counts(100, 0, 0), 10 * SECOND);
        assertThat(node().rowsPerSecondOut()).isLessThan(20);
    }

    @Test
    void aNewAttemptCountsFromTheBeginning() {
        meter.take(1, counts(0, 0, 0), 0);
        meter.take(1, counts(1_000, 0, 0), SECOND);
        meter.take(2, counts(10, 0, 0), 2 * SECOND);
        meter.take(2, counts(20, 0, 0), 3 * SECOND);
        assertThat(node().rowsOut()).isEqualTo(20);
        assertThat(node().rowsPerSecondOut()).isCloseTo(10, within(0.01));
    }

    @Test
    void whatDoesNotRunKeepsItsCountsAndHasNoRate() {
        meter.take(1, counts(0, 0, 0), 0);
        meter.take(1, counts(1_000, SECOND, 0), SECOND);
        meter.take(0, counts(1_000, SECOND, 0), SECOND + 1);
        assertThat(node().rowsOut()).isEqualTo(1_000);
        assertThat(node().rowsPerSecondOut()).isZero();
        assertThat(node().busy() + node().blocked() + node().idle()).isZero();
    }

    @Test
    void aWatermarkBehindTheLastRowIsNone() {
        assertThat(Meter.watermark(Long.MIN_VALUE)).isEmpty();
        assertThat(Meter.watermark(Long.MAX_VALUE)).isEmpty();
        assertThat(Meter.watermark(1_500_000)).hasValue(java.time.Instant.ofEpochMilli(1_500));
    }
}
