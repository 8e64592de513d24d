package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates whose windows go by the clock. */
class ProcessingTimeTest {

    private static final String HOURLY = "{type: tumbling, size: 1 h, time: processing}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOURLY,
                "{type: hopping, size: 1 h, slide: 5 min, time: processing}",
                "{type: cumulative, size: 1 d, step: 1 h, time: processing}",
                "{type: session, gap: 30 min, time: processing}"
            })
    void windowsNeedNoEventTimeAndGiveNone(String window) {
        EdgeSchema out = drawing(window, "{id: n, name: n, function: COUNT}").schema("sums");

        assertThat(out.schema().toString())
                .isEqualTo("(origin STRING NOT NULL, n BIGINT NOT NULL, window_start TIMESTAMP_LTZ(3) NOT NULL,"
                        + " window_end TIMESTAMP_LTZ(3) NOT NULL)");
        assertThat(out.eventTime()).isEmpty();
        assertThat(out.changeMode()).isEqualTo(ChangeMode.APPEND);
        assertThat(out.keys())
                .containsExactly(List.of("origin", window.contains("cumulative") ? "window_end" : "window_start"));
    }

    @Test
    void aResultMayHaveTheNameThatEventTimeHasElse() {
        assertThat(drawing(HOURLY, "{id: n, name: window_time, function: COUNT}")
                        .problems())
                .isEmpty();
        assertThat(drawing(HOURLY, "{id: n, name: window_end, function: COUNT}").problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("error column.duplicate at sums config.window");
    }

    /** What half of an aggregation holds back would come when its rows did not. */
    @Test
    void rowsTravelAsTheyCome() {
        assertThat(drawing(HOURLY, "{id: n, name: n, function: COUNT}").plan(2).operators().operators().stream()
                        .map(PhysicalOperator::type))
                .contains("aggregate")
                .doesNotContain("localAggregate");
    }

    @Test
    void noRowIsLate() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {window: %s, aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: out, type: blackhole}
                - {id: late, type: blackhole}
                """.formatted(HOURLY), "flights > sums > out", "sums.late > late");

        assertThat(drawing.problems())
                .containsExactly(
                        "error window.time at sums config.window.time: By processing time no row is late, so none"
                                + " leaves by `late`; take the edge away, or let the window go by event time");
    }

    @Test
    void rowsWithoutEventTimeMayGoByTheClockInstead() {
        Drawing drawing = drawing("{type: tumbling, size: 1 h}", "{id: n, name: n, function: COUNT}");

        assertThat(drawing.check().problems()).singleElement().satisfies(problem -> assertThat(problem.fixes())
                .extracting(fix -> fix.label())
                .containsExactly("Let the window go by processing time"));
    }

    @Test
    void anotherTimeIsAnotherState() {
        Drawing before = timed("event");
        Drawing now = timed("processing");

        assertThat(Comparison.of(
                                new Planned(before.document(), before.plan(2).operators()),
                                new Planned(now.document(), now.plan(2).operators()))
                        .changes())
                .filteredOn(state -> state.role().equals("accumulators"))
                .extracting(state -> state.fate() + " " + state.needsConsent() + " " + state.reason())
                .containsExactly(
                        "REBUILD true It was kept for tumbling windows of 1 h, offset 0 s and is now for tumbling"
                                + " windows of 1 h, offset 0 s, by processing time");
    }

    private static Drawing timed(String time) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: sums, type: aggregate, config: {window: {type: tumbling, size: 1 h, time: %s}, aggregates: [
                    {id: n, name: n, function: COUNT}]}}
                - {id: out, type: blackhole}
                """.formatted(time), "flights > time > sums > out");
    }

    private static Drawing drawing(String window, String aggregate) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {window: %s,
                    groupBy: [{id: o, name: origin, expression: origin}], aggregates: [%s]}}
                - {id: out, type: blackhole}
                """.formatted(window, aggregate), "flights > sums > out");
    }
}
