package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopNTest {

    private static final String HIGHEST =
            "partitionBy: [{id: k, column: sensor}], orderBy: [{id: v, expression: reading, direction: desc}], limit: 3";

    @Test
    void theRowsAreAResultThatChangesAndRanksAreItsKey() {
        EdgeSchema rows = readings(HIGHEST).schema("top");
        assertThat(rows.changeMode()).hasToString("retract");
        assertThat(rows.eventTime()).isEmpty();
        assertThat(rows.keys()).isEmpty();
        assertThat(rows.schema().names()).containsExactly("at", "sensor", "reading", "tags");

        EdgeSchema ranked = readings(HIGHEST + ", rank: place").schema("top");
        assertThat(ranked.keys()).containsExactly(List.of("sensor", "place"));
        assertThat(ranked.schema().column(4)).hasToString("place BIGINT NOT NULL");
        assertThat(readings(HIGHEST.replace("3", "1")).schema("top").keys()).containsExactly(List.of("sensor"));
    }

    @Test
    void ofWindowsThereAreNewRowsWithTheirEventTime() {
        for (String column : List.of("window_end", "window_start", "window_time")) {
            EdgeSchema rows = ofWindows("tumbling, size: 1 h", column).schema("top");

            assertThat(rows.changeMode()).as(column).hasToString("append");
            assertThat(rows.eventTime()).contains("window_time");
            assertThat(rows.keys()).contains(List.of(column, "rank"));
        }
        assertThat(ofWindows("session, gap: 1 h", "window_end").schema("top").changeMode())
                .hasToString("append");
        // Sessions that begin together may end at any time, and so do cumulative windows.
        assertThat(ofWindows("session, gap: 1 h", "window_start").schema("top").changeMode())
                .hasToString("retract");
        assertThat(ofWindows("cumulative, size: 1 h, step: 1 min", "window_start")
                        .schema("top")
                        .changeMode())
                .hasToString("retract");
    }

    @Test
    void theEndOfAWindowIsKnownUnderAnotherNameAndNotByANameAlone() {
        assertThat(renamed("window_end").schema("top").changeMode()).hasToString("append");
        assertThat(renamed("CEIL(window_end TO DAY)").schema("top").changeMode())
                .hasToString("retract");
    }

    private static Drawing renamed(String expression) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: n, type: aggregate, config: {window: {type: tumbling, size: 1 h},
                    groupBy: [{id: o, name: origin, expression: origin}], aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: named, type: select, config: {columns: [{name: n, expression: n}, {name: window_time, expression: window_time},
                    {name: window_end, expression: %s}]}}
                - {id: top, type: topN, config: {limit: 2, orderBy: [{id: n, expression: n}], partitionBy: [{id: e, column: window_end}]}}
                - {id: out, type: blackhole}
                """.formatted(expression), "flights > time > n > named > top > out");
    }

    @Test
    void whatIsWrongIsReportedAtOnce() {
        assertThat(readings("partitionBy: [{id: a, column: sensr}, {id: b, column: sensor}, {id: c, column: sensor},"
                                + " {id: d, column: tags}], orderBy: [{id: a, expression: readin}, {id: b, expression: tags},"
                                + " {id: c, expression: 'NULL'}], limit: 1, rank: reading")
                        .problems())
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .startsWith("error column.unknown at top config.partitionBy[a].column"),
                        twice -> assertThat(twice)
                                .isEqualTo(
                                        "error column.duplicate at top config.partitionBy[c].column: `sensor` is in the"
                                                + " list already; each column stands once"),
                        nested -> assertThat(nested)
                                .isEqualTo(
                                        "error column.type at top config.partitionBy[d].column: Rows cannot be told apart"
                                                + " by values of ARRAY<INT>"),
                        sort -> assertThat(sort).startsWith("error column.unknown at top config.orderBy[a].expression"),
                        unsorted -> assertThat(unsorted)
                                .isEqualTo(
                                        "error expression.type at top config.orderBy[b].expression: Rows cannot be sorted"
                                                + " by values of ARRAY<INT>, which have no order; name a part of them"),
                        nothing -> assertThat(nothing)
                                .isEqualTo(
                                        "error expression.type at top config.orderBy[c].expression: Rows cannot be sorted"
                                                + " by NULL alone, which is equal for all"),
                        rank -> assertThat(rank)
                                .isEqualTo(
                                        "error column.duplicate at top config.rank: There is a column `reading` before; each"
                                                + " name stands once"));
        assertThat(readings(HIGHEST + ", rank: reading")
                        .check()
                        .problems()
                        .getFirst()
                        .fixes())
                .extracting(Fix::label)
                .containsExactly("Call it `rank`");
    }

    @Test
    void limitsAreLimits() {
        assertThat(readings(HIGHEST.replace("limit: 3", "limit: 0")).problems())
                .singleElement()
                .asString()
                .startsWith("error value.range at top config.limit");
        assertThat(readings(HIGHEST.replace("limit: 3", "limit: 10001")).problems())
                .singleElement()
                .asString()
                .startsWith("error value.range at top config.limit");
        assertThat(readings("orderBy: [], limit: 1").problems())
                .singleElement()
                .asString()
                .contains("config.orderBy");
    }

    @Test
    void stateThatGrowsIsAWarningThatSaysWhatItCosts() {
        Problem problem = readings(HIGHEST).check().problems().getFirst();

        assertThat(problem.toString())
                .isEqualTo(
                        "warning state.grows at top config.stateTtl: Partitions are kept for ever, of each up to 3 rows of"
                                + " about 196 bytes: 1,000 new ones a second are up to 51 GB a day. Say for how long they are needed, in"
                                + " `stateTtl` here or of the pipeline");
        assertThat(problem.fixes())
                .extracting(Fix::label)
                .containsExactly("Keep them for 7 days", "Keep them for ever");
        assertThat(readings(HIGHEST + ", stateTtl: 36500 d").problems()).isEmpty();
        assertThat(readings(HIGHEST).withStateTtl(Duration.ofDays(1)).problems())
                .isEmpty();
        assertThat(readings("orderBy: [{id: v, expression: reading}], limit: 3").problems())
                .as("three rows in all")
                .isEmpty();
    }

    @Test
    void whatGoesWithTheWatermarkHasNoTimeToLive() {
        Problem problem = readings(
                        "partitionBy: [{id: t, column: at}], orderBy: [{id: v, expression: reading}], limit: 1,"
                                + " stateTtl: 1 d")
                .check()
                .problems()
                .getFirst();

        assertThat(problem)
                .hasToString(
                        "error state.ttl at top config.stateTtl: What is kept of a partition goes when the watermark passes"
                                + " its event time; take `stateTtl` away");
        assertThat(problem.fixes()).extracting(Fix::label).containsExactly("Take it away");
    }

    @Test
    void rowsThatChangeAreAllKept() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: n, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: top, type: topN, config: {limit: 2, rank: place, orderBy: [{id: n, expression: n, direction: desc}]}}
                - {id: out, type: blackhole}
                """, "flights > n > top > out");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("top").keys()).containsExactly(List.of("place"));
        assertThat(operator(drawing).settings().objects("state").getFirst().string("shape"))
                .isEqualTo(
                        "all rows, of which the first 2 come out, of each partition by `n` (BIGINT) descending, NULL last");
    }

    @Test
    void whatIsComputedToSortByDoesNotComeOut() {
        Drawing drawing =
                Drawing.of("""
                - {id: flights, type: flights}
                - {id: top, type: topN, config: {limit: 2, partitionBy: [{id: o, column: origin}],
                    orderBy: [{id: d, expression: delay * 2, nulls: last}, {id: t, expression: date}]}}
                - {id: names, type: select, config: {columns: [{name: d, expression: distance}]}}
                - {id: out, type: blackhole}
                """.replace("expression: date", "expression: '`date`'"), "flights > top > names > out");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("top").schema().names()).doesNotContain("$order.d");
        PhysicalOperator top = operator(drawing);
        assertThat(top.inputs().getFirst().schema().names())
                .containsExactlyInAnyOrder("date", "distance", "origin", "$order.d");
        assertThat(top.outputs().getFirst().schema().names()).containsExactly("distance");
    }

    @Test
    void stateGoesOnWhereTheSameRowsAreKeptInTheSameOrder() {
        assertThat(change(HIGHEST, HIGHEST + ", stateTtl: 2 d, rank: place"))
                .isEqualTo("KEEP Nothing it depends on has changed");
        assertThat(change(HIGHEST, HIGHEST.replace("limit: 3", "limit: 4")))
                .isEqualTo(
                        "REBUILD It was kept for the first 3 rows of each partition of `sensor` by `reading` (DOUBLE)"
                                + " descending, NULL last and is now for the first 4 rows of each partition of `sensor` by"
                                + " `reading` (DOUBLE) descending, NULL last");
        assertThat(change(HIGHEST, HIGHEST.replace("desc", "asc"))).startsWith("REBUILD It was kept for");
        assertThat(change(HIGHEST, HIGHEST.replace("expression: reading", "expression: reading + 1")))
                .startsWith("REBUILD It was kept for");
        assertThat(change(HIGHEST, HIGHEST.replace("column: sensor", "column: reading")))
                .startsWith("REBUILD It was kept for");
    }

    private static String change(String before, String now) {
        Drawing old = readings(before);
        Drawing other = readings(now);
        return Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(other.document(), other.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.role().equals("rows"))
                .map(state -> state.fate() + " " + state.reason())
                .collect(Collectors.joining());
    }

    private static PhysicalOperator operator(Drawing drawing) {
        return drawing.plan(2).operators().operators().stream()
                .filter(operator -> operator.type().equals("topN"))
                .findFirst()
                .orElseThrow();
    }

    private static Drawing readings(String config) {
        return Drawing.of("""
                - {id: readings, type: table, config: {schema: [{name: at, type: TIMESTAMP(3) NOT NULL},
                    {name: sensor, type: INT}, {name: reading, type: DOUBLE}, {name: tags, type: ARRAY<INT>}]}}
                - {id: time, type: watermark, config: {column: at}}
                - {id: top, type: topN, config: {%s}}
                - {id: out, type: blackhole}
                """.formatted(config), "readings > time > top > out");
    }

    private static Drawing ofWindows(String window, String partition) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: n, type: aggregate, config: {window: {type: %s},
                    groupBy: [{id: o, name: origin, expression: origin}], aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: top, type: topN, config: {limit: 2, rank: rank, orderBy: [{id: n, expression: n, direction: desc}],
                    partitionBy: [{id: e, column: %s}]}}
                - {id: out, type: blackhole}
                """.formatted(window, partition), "flights > time > n > top > out");
    }
}
