package io.millrace.designer.deployments.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.NodeCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecondMeterTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final SecondMeter meter = new SecondMeter(new WorkspaceId(new UUID(0, 1)), "d-1");
    private final List<MetricPoint> points = new ArrayList<>();

    private void take(long attempt, long millis, long rows) {
        meter.take(
                attempt,
                List.of(new NodeCounts(
                        "flights",
                        rows,
                        rows,
                        0,
                        0,
                        0,
                        millis * 500_000,
                        0,
                        Long.MIN_VALUE,
                        List.of(),
                        1,
                        List.of(),
                        0,
                        0)),
                START.plusMillis(millis),
                points::add);
    }

    @Test
    void thereIsOnePointForEachSecondWithWhatWasCountedInIt() {
        for (int quarter = 0; quarter <= 12; quarter++) {
            take(1, quarter * 250L, quarter);
        }
        assertThat(points)
                .extracting(MetricPoint::at)
                .containsExactly(START.plusSeconds(1), START.plusSeconds(2), START.plusSeconds(3));
        assertThat(points).extracting(MetricPoint::rowsIn).containsExactly(4L, 4L, 4L);
        assertThat(points).extracting(MetricPoint::busy).containsOnly(0.5);
    }

    @Test
    void anotherAttemptIsCountedFromItsOwnBeginning() {
        take(1, 0, 0);
        take(1, 1_000, 100);
        take(2, 2_000, 7);
        take(2, 3_000, 9);
        assertThat(points).extracting(MetricPoint::rowsIn).containsExactly(100L, 7L, 2L);
    }
}
