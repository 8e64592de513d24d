package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.compare.StateChange;
import io.millrace.plan.testing.Drawing;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JoinTest {

    private static final String ON = "on: [{id: k, left: origin, right: iata}]";

    @Test
    void withoutAListAllRightColumnsButTheKeysAreAdded() {
        assertThat(join("rows: 3,", ON).schema("named").schema().names())
                .containsExactly("date", "delay", "distance", "origin", "destination", "city", "size");
    }

    @Test
    void aLeftJoinMakesRightColumnsNullable() {
        assertThat(join("rows: 3,", "type: left, " + ON + ", columns: [{column: size}]")
                        .schema("named")
                        .schema()
                        .toString())
                .endsWith("size BIGINT)");
        assertThat(join("rows: 3,", ON + ", columns: [{column: size}]")
                        .schema("named")
                        .schema()
                        .toString())
                .endsWith("size BIGINT NOT NULL)");
    }

    @Test
    void anAddedColumnCanHaveAnotherName() {
        assertThat(join("rows: 3,", ON + ", columns: [{column: city, name: town}]")
                        .schema("named")
                        .schema()
                        .names())
                .endsWith("destination", "town");
    }

    @Test
    void aNameThatIsTakenIsAProblem() {
        assertThat(join("rows: 3,", ON + ", columns: [{column: city, name: origin}]")
                        .problems())
                .containsExactly(
                        "error column.duplicate at named config.columns[0].name: There is a column `origin` before;"
                                + " each name stands once");
    }

    @Test
    void allUnknownColumnsAreReportedAtOnce() {
        assertThat(join("rows: 3,", "on: [{id: k, left: orign, right: iatta}], columns: [{column: citi}]")
                        .check()
                        .problems())
                .extracting(problem -> problem.fieldPath().orElseThrow().toString())
                .containsExactly("config.on[k].left", "config.on[k].right", "config.columns[0].column");
    }

    @Test
    void theRightSideMustEnd() {
        assertThat(join("", ON).problems())
                .containsExactly(
                        "error input.unbounded at named: The right rows are read to their end before the first left"
                                + " row, and these have no end");
    }

    @Test
    void keysThatCannotBeComparedAreAProblem() {
        assertThat(join("rows: 3,", "on: [{id: k, left: date, right: size}]").problems())
                .containsExactly(
                        "error column.type at named config.on[k]: `date` is TIMESTAMP(3) and `size` is BIGINT; CAST"
                                + " one to the type of the other in a select node before");
    }

    @Test
    void bothSidesOfOneSourceAreRefused() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: far, type: filter, config: {condition: distance > 1000}}
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: origin, right: destination}],
                    columns: [{column: delay, name: other}]}}
                - {id: out, type: blackhole}
                """, "flights > named.left", "flights > far > named.right", "named > out");

        assertThat(drawing.problems())
                .containsExactly(
                        "error join.sharedInput at named: Both sides come from `flights`, which cannot hold back the"
                                + " left rows until the right ones are read; read the right side by a source of its own");
    }

    @Test
    void eventTimeAndChangesAreThoseOfTheLeftRows() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: airports, type: table, config: {rows: 3, schema: [{name: iata, type: STRING}]}}
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: origin, right: iata}]}}
                - {id: out, type: blackhole}
                """, "flights > time > named.left", "airports > named.right", "named > out");

        assertThat(drawing.schema("named").eventTime()).contains("date");
    }

    @Test
    void aRegularJoinHasNoEventTimeAndKeepsTheKeysThatStayUnique() {
        Drawing drawing = regular("");

        assertThat(drawing.schema("both").eventTime()).isEmpty();
        assertThat(drawing.schema("both").changeMode()).hasToString("retract");
        assertThat(drawing.schema("both").keys()).isEmpty();
        assertThat(drawing.schema("both").schema().names())
                .containsExactly("date", "delay", "distance", "origin", "destination", "n");
        assertThat(drawing.problems()).isEmpty();
    }

    @Test
    void columnsOfASideThatCanBeMissingAreNullable() {
        assertThat(sides("type: left,").schema("both").schema().toString())
                .isEqualTo("(k STRING NOT NULL, a INT NOT NULL, b INT)");
        assertThat(sides("type: right,").schema("both").schema().toString())
                .isEqualTo("(k STRING, a INT, right_k STRING NOT NULL, b INT NOT NULL)");
        assertThat(sides("type: full,").schema("both").schema().toString())
                .isEqualTo("(k STRING, a INT, right_k STRING, b INT)");
    }

    @Test
    void semiAndAntiJoinsLeaveTheLeftRowsAsTheyAre() {
        for (String type : new String[] {"semi", "anti"}) {
            assertThat(sides("type: " + type + ",").schema("both").schema().toString())
                    .isEqualTo("(k STRING NOT NULL, a INT NOT NULL)");
        }
        Problem problem =
                sides("type: semi, columns: [{column: b}],").check().problems().getFirst();
        assertThat(problem)
                .hasToString(
                        "error join.columns at both config.columns: A `semi` join brings left rows out as they are and"
                                + " adds no columns; take the list away, or make the join `inner`");
        assertThat(problem.fixes()).extracting(Fix::label).containsExactly("Add no columns");
    }

    @Test
    void whatCanBeTakenBackIsAChangelog() {
        assertThat(sides("").schema("both").changeMode()).hasToString("append");
        assertThat(sides("type: semi,").schema("both").changeMode()).hasToString("append");
        for (String type : new String[] {"left", "right", "full", "anti"}) {
            assertThat(sides("type: " + type + ",").schema("both").changeMode()).hasToString("retract");
        }
    }

    @Test
    void aLookupJoinBringsNoRightRowsOutAlone() {
        Problem problem =
                join("rows: 3,", "type: full, " + ON).check().problems().getFirst();
        assertThat(problem)
                .hasToString("error join.type at named config.type: A `lookup` join brings out left rows, so it is not"
                        + " `full`; swap the sides, or make it `regular`");
        assertThat(problem.fixes()).extracting(Fix::label).containsExactly("Make it regular");
        assertThat(join("rows: 3,", "type: anti, " + ON).problems()).isEmpty();
    }

    @Test
    void whatRowsWereToldIsPartOfTheState() {
        assertThat(sides("").plan(1).operators().toString()).doesNotContain("$alone");
        assertThat(sides("type: left,").plan(1).operators().toString())
                .containsOnlyOnce("\"$alone\"")
                .contains("\"padded\"");
    }

    @Test
    void rowsOfAJoinGoOnWithFewerTypesOfResultsAndNotByOtherKeys() {
        String kept = "both/left KEEP, both/right KEEP";
        assertThat(change("regular", "", "")).isEqualTo(kept);
        // Rows that came out alone are not taken back any more when they find a match.
        assertThat(change("regular", "type: left,", "")).isEqualTo("both/left CONVERT, ask, both/right KEEP");
        assertThat(change("regular", "", "type: left,")).isEqualTo("both/left REBUILD, ask, both/right KEEP");
        String others = "on: [{id: k, left: k2, right: k}],";
        String byK = "on: [{id: k, left: k, right: k}],";
        assertThat(fates(keyed("regular", byK), keyed("regular", others)))
                .isEqualTo("both/left REBUILD, ask, both/right REBUILD, ask");
        assertThat(fates(keyed("lookup", byK), keyed("lookup", others)))
                .isEqualTo("both/right REBUILD, ask, both/early KEEP");
    }

    private static String change(String kind, String before, String now) {
        return fates(sides(kind, before), sides(kind, now));
    }

    private static String fates(Drawing old, Drawing other) {
        return Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(other.document(), other.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> !state.role().equals(StateChange.POSITIONS))
                .map(state ->
                        state.node() + "/" + state.role() + " " + state.fate() + (state.needsConsent() ? ", ask" : ""))
                .collect(Collectors.joining(", "));
    }

    private static Drawing keyed(String kind, String keys) {
        return Drawing.of(
                """
                - {id: one, type: table, config: {rows: 3, schema: [{name: k, type: STRING NOT NULL}, {name: k2, type: STRING NOT NULL}]}}
                - {id: other, type: table, config: {rows: 3, schema: [{name: k, type: STRING NOT NULL}, {name: b, type: INT NOT NULL}]}}
                - {id: both, type: join, config: {kind: %s, %s}}
                - {id: out, type: blackhole}
                """.formatted(kind, keys.strip().replaceFirst(",$", "")),
                "one > both.left",
                "other > both.right",
                "both > out");
    }

    @Test
    void bothSidesOfARegularJoinMayComeFromOneNodeAndHaveNoEnd() {
        assertThat(regular("").plan(2).operators().operators())
                .extracting(operator -> operator.type())
                .contains("regularJoin");
    }

    @Test
    void rowsThatAreKeptForEverAreAWarningThatSaysHowManyBytes() {
        Problem problem = growing("", "").check().problems().getFirst();

        assertThat(problem)
                .hasToString(
                        "warning state.grows at both config.stateTtl: Rows are kept for ever, at about 86 bytes each:"
                                + " 1,000 rows a second are 7.4 GB a day. Say for how long they are needed, in `stateTtl` here or of"
                                + " the pipeline");
        assertThat(problem.fixes())
                .extracting(Fix::label)
                .containsExactly("Keep them for 7 days", "Keep them for ever");
        assertThat(growing("", "stateTtl: 36500 d,").problems()).isEmpty();
        assertThat(growing("", "stateTtl: 36500 d,").plan(1).operators().toString())
                .doesNotContain("TtlMicros");
    }

    @Test
    void rowsOfARegularJoinLiveAsLongAsItOrThePipelineSays() {
        assertThat(growing("", "stateTtl: 1 h,").plan(1).operators().toString())
                .contains("\"leftTtlMicros\":3600000000", "\"rightTtlMicros\":3600000000");
        Drawing ofPipeline = growing("", "").withStateTtl(Duration.ofMinutes(1));
        assertThat(ofPipeline.problems()).isEmpty();
        assertThat(ofPipeline.plan(1).operators().toString())
                .contains("\"leftTtlMicros\":60000000", "\"rightTtlMicros\":60000000");
    }

    @Test
    void aSideThatEndsIsKeptAsAWhole() {
        assertThat(growing("rows: 3,", "stateTtl: 1 h,").plan(1).operators().toString())
                .contains("\"leftTtlMicros\":3600000000")
                .doesNotContain("rightTtlMicros");
    }

    @Test
    void aLookupJoinHasNoTimeToLive() {
        assertThat(join("rows: 3,", ON + ", stateTtl: 1 h").problems())
                .containsExactly(
                        "error state.ttl at named config.stateTtl: A `lookup` join keeps its right rows, which end, as"
                                + " a whole; take `stateTtl` away, or make it `regular`");
    }

    @Test
    void anIntervalJoinHasTheEventTimeOfTheSideThatIsNeverMissing() {
        assertThat(near("type: inner", "").schema("both").eventTime()).contains("lt");
        assertThat(near("type: left", "").schema("both").eventTime()).contains("lt");
        assertThat(near("type: right", "").schema("both").eventTime()).contains("rt");
        assertThat(near("type: full", "").schema("both").eventTime()).isEmpty();
        assertThat(near("type: full", "").schema("both").changeMode()).hasToString("append");
        assertThat(near("type: full", "").schema("both").schema().toString())
                .isEqualTo("(k STRING, lt TIMESTAMP(3), right_k STRING, rt TIMESTAMP(3))");
        assertThat(near("type: full", "").problems()).isEmpty();
    }

    @Test
    void anIntervalJoinReadsTheTimesThatNobodyElseWants() {
        Drawing drawing =
                near("columns: []", "- {id: few, type: select, config: {columns: [{name: k, expression: k}]}}");
        assertThat(drawing.plan(1).operators().operators())
                .filteredOn(operator -> operator.type().equals("intervalJoin"))
                .singleElement()
                .satisfies(operator -> {
                    assertThat(operator.inputs().get(0).schema().names()).containsExactly("k", "lt");
                    assertThat(operator.inputs().get(1).schema().names()).containsExactly("k", "rt");
                    assertThat(operator.config().toString())
                            .contains("\"beforeMicros\":600000000", "\"afterMicros\":0", "\"leftTime\":1");
                });
    }

    @Test
    void whatAnIntervalJoinNeedsIsSaidWithItsRemedy() {
        Drawing drawing = Drawing.of("""
                - {id: one, type: table, config: {rows: 3, schema: [{name: k, type: STRING}]}}
                - {id: counted, type: aggregate, config: {groupBy: [{id: k, name: k, expression: k}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: both, type: join, config: {kind: interval, type: semi, stateTtl: 1 h, on: [{id: k, left: k, right: k}]}}
                - {id: out, type: blackhole}
                """, "one > both.left", "one > counted > both.right", "both > out");

        assertThat(drawing.problems())
                .containsExactlyInAnyOrder(
                        "error state.ttl at both config.stateTtl: An `interval` join keeps rows as long as its interval says;"
                                + " take `stateTtl` away, or make it `regular`",
                        "error eventTime.missing at both: An `interval` join goes by event time, and the left rows have none;"
                                + " put a watermark node before, and let select nodes pass its column through",
                        "error changes.refused at both: The right rows change, and an `interval` join sends pairs that stay;"
                                + " make it `regular`, or give the aggregate before a window",
                        "error eventTime.missing at both: An `interval` join goes by event time, and the right rows have none;"
                                + " put a watermark node before, and let select nodes pass its column through",
                        "error join.interval at both config.interval: An `interval` join needs to know how far apart its rows"
                                + " may be; say so in `interval`",
                        "error join.type at both config.type: An `interval` join is `inner`, `left`, `right` or `full`; make it"
                                + " `regular` to have it `semi`");
        assertThat(sides("interval: {before: 1 h},").problems())
                .containsExactly(
                        "error join.interval at both config.interval: Only an `interval` join goes by how far apart"
                                + " rows are; take `interval` away, or make it one");
    }

    /** A semi join keeps one row of a key, and an inner one has a result for each. */
    @Test
    void whatOnlySaysThatThereIsAMatchIsNotKeptForRowsThatComeOut() {
        assertThat(right(sides("type: semi,"), sides("columns: [],")))
                .isEqualTo("REBUILD It was kept for one row of each key, where k = k and is now for rows, where k = k");
        assertThat(right(sides("type: semi,"), sides("type: anti,")))
                .isEqualTo("KEEP Nothing it depends on has changed");
    }

    /** Each task of a lookup join has all rows, each of a regular one those of its keys. */
    @Test
    void aLookupJoinLeavesNothingToARegularOne() {
        assertThat(right(sides("lookup", ""), sides("")))
                .isEqualTo(
                        "REBUILD It was kept for rows, where k = k, all in each task and is now for rows, where k = k");
    }

    private static String right(Drawing before, Drawing now) {
        StateChange change = Comparison.of(
                        new Planned(before.document(), before.plan(2).operators()),
                        new Planned(now.document(), now.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.role().equals("right"))
                .findFirst()
                .orElseThrow();
        return change.fate() + " " + change.reason();
    }

    /** An interval join of rows from ten minutes before others up to their time. */
    private static Drawing near(String config, String behind) {
        return Drawing.of(
                """
                - {id: one, type: table, config: {schema: [{name: k, type: STRING NOT NULL}, {name: lt, type: TIMESTAMP(3) NOT NULL}]}}
                - {id: other, type: table, config: {schema: [{name: k, type: STRING NOT NULL}, {name: rt, type: TIMESTAMP(3) NOT NULL}]}}
                - {id: lefts, type: watermark, config: {column: lt}}
                - {id: rights, type: watermark, config: {column: rt}}
                - {id: both, type: join, config: {kind: interval, interval: {before: 10 min}, %s, on: [{id: k, left: k, right: k}]}}
                - {id: out, type: blackhole}
                %s
                """.formatted(config, behind),
                "one > lefts > both.left",
                "other > rights > both.right",
                behind.isEmpty() ? "both > out" : "both > few > out");
    }

    /** A regular join of two inputs that have a key of one name. */
    private static Drawing sides(String config) {
        return sides("regular", config);
    }

    private static Drawing sides(String kind, String config) {
        return Drawing.of("""
                - {id: one, type: table, config: {rows: 3, schema: [{name: k, type: STRING NOT NULL}, {name: a, type: INT NOT NULL}]}}
                - {id: other, type: table, config: {rows: 3, schema: [{name: k, type: STRING NOT NULL}, {name: b, type: INT NOT NULL}]}}
                - {id: both, type: join, config: {kind: %s, %s on: [{id: k, left: k, right: k}]}}
                - {id: out, type: blackhole}
                """.formatted(kind, config), "one > both.left", "other > both.right", "both > out");
    }

    /** A regular join of flights without end with airports, without end or with one. */
    private static Drawing growing(String airports, String config) {
        return Drawing.of(
                """
                - {id: flights, type: table, config: {schema: [{name: origin, type: STRING}, {name: delay, type: INT}]}}
                - {id: airports, type: table, config: {%s schema: [{name: iata, type: STRING}, {name: size, type: BIGINT}]}}
                - {id: both, type: join, config: {kind: regular, %s on: [{id: k, left: origin, right: iata}]}}
                - {id: out, type: blackhole}
                """.formatted(airports, config), "flights > both.left", "airports > both.right", "both > out");
    }

    private static Drawing regular(String config) {
        return Drawing.of(
                """
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: counted, type: aggregate, config: {groupBy: [{id: o, name: o, expression: origin}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: both, type: join, config: {kind: regular, %s on: [{id: k, left: origin, right: o}]}}
                - {id: out, type: blackhole}
                """.formatted(config), "flights > time > both.left", "time > counted > both.right", "both > out");
    }

    private static Drawing join(String table, String config) {
        return Drawing.of(
                """
                - {id: flights, type: flights}
                - {id: airports, type: table, config: {%s schema: [{name: iata, type: STRING}, {name: city, type: STRING},
                    {name: size, type: BIGINT NOT NULL}]}}
                - {id: named, type: join, config: {kind: lookup, %s}}
                - {id: out, type: blackhole}
                """.formatted(table, config), "flights > named.left", "airports > named.right", "named > out");
    }
}
