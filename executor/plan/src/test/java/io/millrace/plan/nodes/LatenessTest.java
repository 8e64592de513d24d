package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aggregates whose windows are sent again for late rows. */
class LatenessTest {

    private static final String COUNT = "{id: n, name: n, function: COUNT}";

    @Test
    void resultsChangeAndHaveTheSameColumnsWithoutEventTime() {
        EdgeSchema plain = drawing("{type: tumbling, size: 1 h}", COUNT).schema("sums");
        EdgeSchema out =
                drawing("{type: tumbling, size: 1 h, lateness: 1 min}", COUNT).schema("sums");

        assertThat(out.schema()).isEqualTo(plain.schema());
        assertThat(out.changeMode()).isEqualTo(ChangeMode.RETRACT);
        assertThat(out.eventTime()).isEmpty();
        assertThat(out.keys()).isEqualTo(plain.keys());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: tumbling, size: 1 h, lateness: 1 min}                | 1
            {type: hopping, size: 1 h, slide: 1 h, lateness: 1 min}     | 1
            {type: hopping, size: 1 h, slide: 5 min, lateness: 1 min}   | 2
            {type: cumulative, size: 1 h, step: 5 min, lateness: 1 min} | 2
            """)
    void windowsOfSeveralSlicesKeepWhatTheyCameTo(String window, int states) {
        Drawing drawing = drawing(window, COUNT);

        assertThat(drawing.problems()).isEmpty();
        assertThat(states(drawing, drawing)).hasSize(states);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: tumbling, size: 1 h, time: processing, lateness: 1 min} | By processing time no row is late; take `lateness` away, or let the window go by event time
            {type: hopping, size: 1 h, slide: 1 s, lateness: 1 d} | With a lateness of 1 d and a window every 1 s, 86,400 windows take late rows at once; at most 10,000 are possible. Allow less
            """)
    void aLatenessThatDoesNotGoIsAProblem(String window, String message) {
        assertThat(drawing(window, COUNT).problems())
                .containsExactly("error window.lateness at sums config.window.lateness: " + message);
    }

    @Test
    void listsOfWindowsThatOverlapCannotBeSentAgain() {
        String list = "{id: n, name: n, function: ARRAY_AGG, argument: delay}";

        assertThat(drawing("{type: tumbling, size: 1 h, lateness: 1 min}", list).problems())
                .isEmpty();
        assertThat(drawing("{type: hopping, size: 1 h, slide: 5 min, lateness: 1 min}", list)
                        .problems())
                .containsExactly(
                        "error window.lateness at sums config.aggregates[n].function: ARRAY_AGG of windows that"
                                + " overlap cannot be sent again; take `lateness` of the window away, or let it be tumbling");
    }

    @Test
    void sessionsHaveNoLateness() {
        assertThat(drawing("{type: session, gap: 1 h, lateness: 1 min}", COUNT).problems())
                .singleElement()
                .asString()
                .contains("lateness");
    }

    @Test
    void whatChangesIsNotTakenByWindows() {
        Drawing twice = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: sums, type: aggregate, config: {window: {type: tumbling, size: 1 h, lateness: 1 min}, aggregates: [
                    {id: n, name: n, function: COUNT}]}}
                - {id: again, type: aggregate, config: {window: {type: tumbling, size: 1 d}, aggregates: [
                    {id: n, name: n, function: SUM, argument: n}]}}
                - {id: out, type: blackhole}
                """, "flights > time > sums > again > out");

        assertThat(twice.problems())
                .contains(
                        "error changes.refused at again: Windows are made of new rows, and what comes changes; give the"
                                + " aggregate before a window");
    }

    @Test
    void anotherLatenessIsAnotherState() {
        assertThat(states(
                        drawing("{type: tumbling, size: 1 h, lateness: 1 min}", COUNT),
                        drawing("{type: tumbling, size: 1 h, lateness: 2 min}", COUNT)))
                .containsExactly(
                        "REBUILD It was kept for tumbling windows of 1 h, offset 0 s, late rows for 1 min and is now"
                                + " for tumbling windows of 1 h, offset 0 s, late rows for 2 min");
    }

    private static List<String> states(Drawing before, Drawing now) {
        return Comparison.of(
                        new Planned(before.document(), before.plan(2).operators()),
                        new Planned(now.document(), now.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.node().value().equals("sums"))
                .map(state -> state.fate() + " " + state.reason())
                .toList();
    }

    private static Drawing drawing(String window, String aggregate) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: sums, type: aggregate, config: {window: %s,
                    groupBy: [{id: o, name: origin, expression: origin}], aggregates: [%s]}}
                - {id: out, type: blackhole}
                """.formatted(window, aggregate), "flights > time > sums > out");
    }
}
