package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.compare.StateChange;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicateTest {

    private static final String KEYS = "keys: [{id: k, column: sensor}]";

    @Test
    void theFirstByArrivalAreNewRowsWithTheEventTimeOfTheInput() {
        EdgeSchema first = readings(KEYS).schema("once");

        assertThat(first.changeMode()).hasToString("append");
        assertThat(first.eventTime()).contains("at");
        assertThat(first.keys()).containsExactly(List.of("sensor"));
        assertThat(first.schema().names()).containsExactly("at", "sensor", "place", "value", "tags");
    }

    @Test
    void theOthersAreAResultThatChanges() {
        for (String which : List.of("keep: last", "keep: last, order: eventTime", "order: eventTime")) {
            EdgeSchema rows = readings(KEYS + ", " + which).schema("once");

            assertThat(rows.changeMode()).hasToString("retract");
            assertThat(rows.eventTime()).isEmpty();
            assertThat(rows.keys()).containsExactly(List.of("sensor"));
        }
    }

    @Test
    void keysThatCannotBeAreReportedAtOnce() {
        assertThat(readings(
                                "keys: [{id: a, column: sensr}, {id: b, column: sensor}, {id: c, column: sensor}, {id: d, column: tags}]")
                        .problems())
                .satisfiesExactly(
                        unknown -> assertThat(unknown).startsWith("error column.unknown at once config.keys[a].column"),
                        twice -> assertThat(twice)
                                .isEqualTo(
                                        "error column.duplicate at once config.keys[c].column: `sensor` is in the list already;"
                                                + " each column stands once"),
                        nested -> assertThat(nested)
                                .isEqualTo(
                                        "error column.type at once config.keys[d].column: Rows cannot be told apart by"
                                                + " values of ARRAY<INT>"));
    }

    @Test
    void withoutEventTimeTheOrderOfArrivalMendsIt() {
        Problem problem =
                Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: once, type: deduplicate, config: {order: eventTime, keys: [{id: k, column: origin}]}}
                        - {id: out, type: blackhole}
                        """, "flights > once > out").check().problems().getFirst();

        assertThat(problem)
                .hasToString(
                        "error eventTime.missing at once config.order: The order is by event time, and the rows have"
                                + " none; put a watermark node before, or go by arrival");
        assertThat(problem.fixes()).extracting(Fix::label).containsExactly("Go by arrival");
    }

    @Test
    void rowsThatChangeAreRefused() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: n, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}],
                            aggregates: [{id: n, name: n, function: COUNT}]}}
                        - {id: once, type: deduplicate, config: {keys: [{id: k, column: n}]}}
                        - {id: out, type: blackhole}
                        """, "flights > n > once > out").problems())
                .containsExactly(
                        "error changes.refused at once: Duplicates are told among rows as they came, and what comes"
                                + " here changes; put the node before the one that makes changes, or give the aggregate a window");
    }

    @Test
    void keysThatAreRememberedForEverAreAWarningThatSaysWhatTheyCost() {
        Problem problem = readings(KEYS).check().problems().getFirst();

        assertThat(problem)
                .hasToString(
                        "warning state.grows at once config.stateTtl: Keys are remembered for ever, at about 72 bytes each:"
                                + " 1,000 new ones a second are 6.2 GB a day. Say for how long they are needed, in `stateTtl` here or"
                                + " of the pipeline");
        assertThat(problem.fixes())
                .extracting(Fix::label)
                .containsExactly("Remember them for 7 days", "Remember them for ever");
        assertThat(readings(KEYS + ", stateTtl: 36500 d").problems()).isEmpty();
        assertThat(readings(KEYS).withStateTtl(Duration.ofDays(1)).problems()).isEmpty();
    }

    @Test
    void whatEndsIsRememberedAsAWhole() {
        Drawing bounded = Drawing.of("""
                - {id: flights, type: flights}
                - {id: once, type: deduplicate, config: {stateTtl: 1 d, keys: [{id: k, column: origin}]}}
                - {id: out, type: blackhole}
                """, "flights > once > out");

        assertThat(bounded.problems()).isEmpty();
        assertThat(operator(bounded).config().get("ttlMicros")).isEmpty();
        assertThat(operator(readings(KEYS + ", stateTtl: 1 d")).settings().longInteger("ttlMicros"))
                .isEqualTo(86_400_000_000L);
    }

    @Test
    void onlyKeysTimeAndWhatIsReadLaterComes() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: newest, type: deduplicate, config: {keep: last, order: eventTime, keys: [{id: k, column: origin}]}}
                - {id: delays, type: select, config: {columns: [{name: delay, expression: delay}]}}
                - {id: out, type: blackhole}
                """, "flights > time > newest > delays > out");

        assertThat(operator(drawing).inputs().getFirst().schema().names()).containsExactly("date", "delay", "origin");
    }

    @Test
    void stateGoesOnUnderOtherNamesAndNotInAnotherOrder() {
        assertThat(change(KEYS + ", keep: last", KEYS + ", keep: last, stateTtl: 2 d"))
                .isEqualTo("KEEP Nothing it depends on has changed");
        assertThat(change(KEYS + ", keep: last", KEYS + ", keep: last, order: eventTime"))
                .isEqualTo(
                        "REBUILD, ask: It was kept for the last row of each key, by arrival and is now for the last row of each key,"
                                + " by event time");
        assertThat(change(KEYS, "keys: [{id: k, column: sensor}, {id: v, column: value}]"))
                .startsWith("REBUILD, ask: Its key was");
        assertThat(change(KEYS, KEYS.replace("sensor", "place")))
                .isEqualTo("CONVERT, ask: It goes on with `place` of `sensor` so far, of `place` from now on");
    }

    private static String change(String before, String now) {
        Drawing old = readings(before);
        Drawing other = readings(now);
        StateChange change = Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(other.document(), other.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.role().equals("rows"))
                .findFirst()
                .orElseThrow();
        return change.fate() + (change.needsConsent() ? ", ask: " : " ") + change.reason();
    }

    private static PhysicalOperator operator(Drawing drawing) {
        return drawing.plan(2).operators().operators().stream()
                .filter(operator -> operator.type().equals("deduplicate"))
                .findFirst()
                .orElseThrow();
    }

    private static Drawing readings(String config) {
        return Drawing.of("""
                - {id: readings, type: table, config: {schema: [{name: at, type: TIMESTAMP(3) NOT NULL},
                    {name: sensor, type: INT}, {name: place, type: INT}, {name: value, type: DOUBLE}, {name: tags, type: ARRAY<INT>}]}}
                - {id: time, type: watermark, config: {column: at}}
                - {id: once, type: deduplicate, config: {%s}}
                - {id: out, type: blackhole}
                """.formatted(config), "readings > time > once > out");
    }
}
