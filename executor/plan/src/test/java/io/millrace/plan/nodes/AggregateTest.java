package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateTest {

    private static final String BY_ORIGIN = "groupBy: [{id: o, name: origin, expression: origin}],";
    private static final String BY_KEY = "groupBy: [{id: k, name: k, expression: i_n}],";
    private static final String HOURLY = "window: {type: tumbling, size: 1 h},";
    private static final String COUNT = "{id: n, name: n, function: COUNT}";

    @Test
    void aWindowGivesOneFinalRowPerGroup() {
        EdgeSchema out = aggregate(HOURLY + BY_ORIGIN, COUNT).schema("sums");

        assertThat(out.schema().toString())
                .isEqualTo("(origin STRING NOT NULL, n BIGINT NOT NULL, window_start TIMESTAMP(3) NOT NULL, window_end"
                        + " TIMESTAMP(3) NOT NULL, window_time TIMESTAMP(3) NOT NULL)");
        assertThat(out.changeMode()).isEqualTo(ChangeMode.APPEND);
        assertThat(out.eventTime()).contains("window_time");
        assertThat(out.keys()).containsExactly(List.of("origin", "window_start"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: hopping, size: 1 h, slide: 5 min}    | window_start
            {type: hopping, size: 1 h, slide: 25 min}   | window_start
            {type: cumulative, size: 1 d, step: 1 h}    | window_end
            {type: session, gap: 30 min}                | window_start
            """)
    void windowsOfOtherKindsGiveOneFinalRowEachAsWell(String window, String key) {
        EdgeSchema out = aggregate("window: " + window + "," + BY_ORIGIN, COUNT).schema("sums");

        assertThat(out)
                .usingRecursiveComparison()
                .ignoringFields("keys")
                .isEqualTo(aggregate(HOURLY + BY_ORIGIN, COUNT).schema("sums"));
        assertThat(out.keys()).containsExactly(List.of("origin", key));
    }

    @Test
    void lengthsOfAWindowHaveToFitEachOther() {
        assertThat(windowProblems("{type: hopping, size: 1 h, slide: 2 h}"))
                .containsExactly(
                        "error window.lengths at sums config.window.slide: A window of 1 h every 2 h leaves rows between"
                                + " windows out; let the slide be at most the size, and take rows out with a filter");
        assertThat(windowProblems("{type: hopping, size: 1 h, slide: 59 min 59 s 999 ms}"))
                .containsExactly(
                        "error window.lengths at sums config.window.slide: Windows of 1 h every 59 min 59 s 999 ms are made"
                                + " of slices of 1 ms, 3,600,000 each; at most 10,000 are possible. Let size and slide have a"
                                + " larger common divisor");
        assertThat(windowProblems("{type: cumulative, size: 1 h, step: 25 min}"))
                .containsExactly(
                        "error window.lengths at sums config.window.step: A window of 1 h does not grow by whole steps of"
                                + " 25 min; let the size be a multiple of the step");
        assertThat(windowProblems("{type: cumulative, size: 1 d, step: 1 ms}"))
                .containsExactly(
                        "error window.lengths at sums config.window.step: A window of 1 d by 1 ms has 86,400,000 steps; at"
                                + " most 10,000 are possible. Take a longer step");
        assertThat(aggregate("window: {type: cumulative, size: 1 h, step: 25 min},", COUNT)
                        .check()
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fixes())
                        .extracting(fix -> fix.label())
                        .containsExactly("Use `5 min`"));
    }

    @Test
    void aGapHasALength() {
        assertThat(windowProblems("{type: session, gap: 0 s}"))
                .singleElement()
                .asString()
                .contains("gap", "1 ms");
    }

    @Test
    void sessionsAreMadeOfRows() {
        Drawing sessions = aggregate("window: {type: session, gap: 30 min}," + BY_ORIGIN, COUNT);

        assertThat(types(sessions)).contains("aggregate").doesNotContain("localAggregate");
        assertThat(sessions.plan(2).operators().toString())
                .contains("\"kind\":\"session\"", "\"gapMicros\":1800000000", "sessions with gaps of 30 min");
    }

    private static List<String> windowProblems(String window) {
        return aggregate("window: " + window + ",", COUNT).problems();
    }

    @Test
    void theOrderOfRowsIsToldByRows() {
        Drawing first = typed(BY_KEY, "FIRST_VALUE", "i");

        assertThat(types(first)).contains("aggregate").doesNotContain("localAggregate");
    }

    @Test
    void windowsThatOverlapAreSummedUpBySlicesBeforeRowsChangeTheTask() {
        Drawing hopping = aggregate("window: {type: hopping, size: 1 h, slide: 5 min}," + BY_ORIGIN, COUNT);

        assertThat(types(hopping)).contains("localAggregate", "globalAggregate");
        assertThat(hopping.plan(2).operators().toString())
                .contains(
                        "\"kind\":\"hopping\"",
                        "\"slideMicros\":300000000",
                        "hopping windows of 1 h every 5 min, offset 0 s");
    }

    @Test
    void withoutAWindowTheResultChangesAsRowsCome() {
        EdgeSchema out = aggregate(BY_ORIGIN, COUNT).schema("sums");

        assertThat(out.schema().toString()).isEqualTo("(origin STRING NOT NULL, n BIGINT NOT NULL)");
        assertThat(out.changeMode()).isEqualTo(ChangeMode.RETRACT);
        assertThat(out.eventTime()).isEmpty();
        assertThat(out.keys()).containsExactly(List.of("origin"));
    }

    @Test
    void onlyTheWordNullHasNoType() {
        assertThat(typed("", "MIN", "\"CASE WHEN i > 0 THEN '' END\"")
                        .schema("sums")
                        .schema()
                        .toString())
                .isEqualTo("(x CHAR(0))");
        assertThat(typed("", "MIN", "'NULL'").problems())
                .containsExactly(
                        "error function.arguments at sums config.aggregates[x].argument: MIN does not take NULL,"
                                + " which has no type; it is MIN(value), for numbers, texts, times and BOOLEAN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SUM | i        | INT
            SUM | i_n      | INT NOT NULL
            SUM | ti       | TINYINT
            SUM | f        | FLOAT
            SUM | d5       | DECIMAL(38, 2)
            AVG | i        | INT
            AVG | d5       | DECIMAL(38, 6)
            AVG | d18      | DECIMAL(38, 6)
            AVG | d38      | DECIMAL(38, 18)
            AVG | f        | FLOAT
            VAR_POP | i_n  | INT NOT NULL
            VAR_SAMP | i_n | INT
            STDDEV | d5    | DECIMAL(38, 6)
            VARIANCE | f   | FLOAT
            STDDEV_POP | ti | TINYINT
            FIRST_VALUE | i_n | INT NOT NULL
            LAST_VALUE | ai | ARRAY<INT>
            LISTAGG | c5   | STRING
            ARRAY_AGG | i_n | ARRAY<INT NOT NULL> NOT NULL
            ARRAY_AGG | i  | ARRAY<INT>
            MIN | c5       | CHAR(5)
            MAX | bo       | BOOLEAN
            MIN | d18      | DECIMAL(18, 4)
            COUNT | i      | BIGINT NOT NULL
            """)
    void resultsAreTypedAsFlinkDoes(String function, String argument, String type) {
        assertThat(typed("groupBy: [{id: k, name: k, expression: i_n}],", function, argument)
                        .schema("sums")
                        .schema()
                        .type(1)
                        .toString())
                .isEqualTo(type);
    }

    @Test
    void withoutKeysAndWindowThereIsAResultOverNoRows() {
        assertThat(typed("", "SUM", "i_n").schema("sums").schema().toString()).isEqualTo("(x INT)");
        assertThat(typed("", "COUNT", "i_n").schema("sums").schema().toString()).isEqualTo("(x BIGINT NOT NULL)");
    }

    @Test
    void anAggregateOfSomeRowsMayBeOfNone() {
        String keys = "groupBy: [{id: k, name: k, expression: origin}],";
        EdgeSchema out = aggregate(keys, """
                        {id: n, name: n, function: COUNT, filter: delay > 15},
                        {id: m, name: m, function: COUNT, argument: delay, filter: delay > 15},
                        {id: s, name: s, function: MAX, argument: origin, filter: delay > 15}""").schema("sums");

        assertThat(out.schema().toString())
                .isEqualTo("(k STRING NOT NULL, n BIGINT NOT NULL, m BIGINT NOT NULL, s STRING)");
    }

    @Test
    void whatWasSummedOfOtherRowsIsAnotherSum() {
        String sum = "{id: s, name: total, function: SUM, argument: %s}";
        String delay = sum.formatted("delay");
        String late = sum.formatted("delay, filter: delay > 15");
        assertThat(fate(BY_ORIGIN, delay, BY_ORIGIN, delay)).isEqualTo("KEEP Nothing it depends on has changed");
        assertThat(fate(BY_ORIGIN, delay, BY_ORIGIN, sum.formatted("(( delay ))")))
                .isEqualTo("KEEP Nothing it depends on has changed");
        assertThat(fate(BY_ORIGIN, delay, BY_ORIGIN, sum.formatted("distance")))
                .isEqualTo("CONVERT, ask: It goes on with `total` of `delay` so far, of `distance` from now on");
        assertThat(fate(BY_ORIGIN, delay, BY_ORIGIN, late))
                .isEqualTo(
                        "CONVERT, ask: It goes on with `total` of `delay` so far, of `delay where delay > 15` from now on");
        assertThat(fate(BY_ORIGIN, late, BY_ORIGIN, late.replace("15", "30")))
                .isEqualTo("CONVERT, ask: It goes on with `total` of `delay where delay > 15` so far, of"
                        + " `delay where delay > 30` from now on");
    }

    @Test
    void groupsOfAnotherExpressionAreAskedAbout() {
        String sum = "{id: s, name: total, function: SUM, argument: delay}";

        assertThat(fate(BY_ORIGIN, sum, BY_ORIGIN.replace("expression: origin", "expression: UPPER(origin)"), sum))
                .isEqualTo("CONVERT, ask: It goes on with `origin` of `origin` so far, of `UPPER(origin)` from now on");
    }

    private static String fate(String groupsBefore, String before, String groups, String now) {
        Drawing old = aggregate(groupsBefore, before);
        Drawing other = aggregate(groups, now);
        return Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(other.document(), other.plan(2).operators()))
                .changes()
                .stream()
                .filter(state -> state.role().equals("accumulators"))
                .map(state -> state.fate() + (state.needsConsent() ? ", ask: " : " ") + state.reason())
                .collect(Collectors.joining());
    }

    @Test
    void aFilterIsACondition() {
        assertThat(aggregate("", "{id: n, name: n, function: COUNT, filter: delay + 1}")
                        .problems())
                .singleElement()
                .asString()
                .contains("sums config.aggregates[n].filter", "BOOLEAN");
        assertThat(aggregate("", "{id: n, name: n, function: COUNT, filter: dellay > 1}")
                        .problems())
                .singleElement()
                .asString()
                .contains("sums config.aggregates[n].filter", "dellay");
    }

    @Test
    void onlyNumbersAreSummed() {
        assertThat(typed("", "SUM", "c5").problems())
                .containsExactly(
                        "error function.arguments at sums config.aggregates[x].argument: SUM does not take CHAR(5);"
                                + " it is SUM([DISTINCT] number)");
        assertThat(typed("", "MAX", "ai").check().problems())
                .extracting(problem -> problem.code().value())
                .containsExactly("function.arguments");
    }

    @Test
    void onlyCountCanDoWithoutAnArgument() {
        assertThat(aggregate("", "{id: s, name: s, function: SUM}").problems())
                .containsExactly(
                        "error function.arguments at sums config.aggregates[s].argument: SUM needs an argument; only"
                                + " COUNT can do without");
    }

    @Test
    void aWindowNeedsEventTime() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: sums, type: aggregate, config: {window: {type: tumbling, size: 1 h}, aggregates: [
                            {id: n, name: n, function: COUNT}]}}
                        - {id: out, type: blackhole}
                        """, "flights > sums > out").problems())
                .containsExactly(
                        "error eventTime.missing at sums config.window: A window goes by event time, and the rows"
                                + " have none; put a watermark node before, and let select nodes pass its column through");
    }

    @Test
    void namesOfTheWindowsColumnsAreTaken() {
        assertThat(aggregate(HOURLY, "{id: n, name: window_end, function: COUNT}")
                        .problems())
                .containsExactly(
                        "error column.duplicate at sums config.window: There is a column `window_end` before; each"
                                + " name stands once");
    }

    @Test
    void lateRowsLeaveAsTheyCame() {
        Drawing drawing = Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: sums, type: aggregate, config: {window: {type: tumbling, size: 1 h}, aggregates: [
                    {id: n, name: n, function: COUNT}]}}
                - {id: out, type: blackhole}
                - {id: missed, type: log}
                """, "flights > time > sums > out", "sums.late > missed");

        assertThat(drawing.problems()).isEmpty();
        assertThat(drawing.schema("sums.late")).isEqualTo(drawing.schema("time"));
    }

    @Test
    void ofWhatChangesMinAndMaxKeepAllValues() {
        String twice = """
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: again, type: aggregate, config: {aggregates: [{id: t, name: t, function: %s, argument: n}]}}
                - {id: out, type: blackhole}
                """;

        Drawing summed = Drawing.of(twice.formatted("SUM"), "flights > sums > again > out");
        assertThat(summed.problems()).isEmpty();
        assertThat(summed.plan(1).operators().toString()).doesNotContain("gathered");
        Drawing most = Drawing.of(twice.formatted("MAX"), "flights > sums > again > out");
        assertThat(most.problems()).isEmpty();
        assertThat(most.plan(1).operators().toString()).contains("gathered");
        assertThat(most.plan(2).operators().operators())
                .as("what is kept of all rows cannot be put together of parts")
                .noneMatch(operator -> operator.type().equals("globalAggregate")
                        && operator.nodeId().equals("again"));
    }

    @Test
    void groupsLiveAsLongAsTheNodeOrThePipelineSays() {
        assertThat(typed("stateTtl: 1 h,", "SUM", "i").plan(2).operators().toString())
                .contains("globalAggregate", "\"ttlMicros\":3600000000");
        assertThat(typed("", "SUM", "i")
                        .withStateTtl(Duration.ofMinutes(1))
                        .plan(1)
                        .operators()
                        .toString())
                .contains("\"ttlMicros\":60000000");
        assertThat(typed("stateTtl: 36500 d,", "SUM", "i")
                        .withStateTtl(Duration.ofMinutes(1))
                        .plan(1)
                        .operators()
                        .toString())
                .doesNotContain("ttlMicros");
    }

    @Test
    void whatEndsIsAggregatedAsAWholeAndWindowsEndByThemselves() {
        assertThat(aggregate("stateTtl: 1 h,", COUNT).plan(1).operators().toString())
                .doesNotContain("ttlMicros");
        assertThat(aggregate(HOURLY + " stateTtl: 1 h,", COUNT).problems())
                .containsExactly(
                        "error state.ttl at sums config.stateTtl: What is kept of a window goes when the window ends;"
                                + " take `stateTtl` away, or the window");
    }

    @Test
    void whereGroupsLiveForATimeRowsThatAreTakenBackAreLookedAtOneByOne() {
        Drawing twice = Drawing.of("""
                - {id: flights, type: table, config: {schema: [{name: origin, type: STRING}]}}
                - {id: sums, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}],
                    aggregates: [{id: n, name: n, function: COUNT}]}}
                - {id: again, type: aggregate, config: {aggregates: [{id: t, name: t, function: SUM, argument: n}]}}
                - {id: out, type: blackhole}
                """, "flights > sums > again > out");

        assertThat(types(twice)).filteredOn("localAggregate"::equals).hasSize(2);
        assertThat(types(twice.withStateTtl(Duration.ofMinutes(1))))
                .filteredOn("localAggregate"::equals)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"SUM, 2", "AVG, 2", "VAR_POP, 1", "VAR_SAMP, 1", "STDDEV_POP, 1", "STDDEV, 1", "VARIANCE, 1"})
    void variancesAreMadeOfRowsWhereTheseAreTakenBack(String function, int localHalves) {
        Drawing twice = Drawing.of("""
                - {id: flights, type: flights}
                - {id: sums, type: aggregate, config: {groupBy: [{id: o, name: origin, expression: origin}],
                    aggregates: [{id: n, name: n, function: %s, argument: delay}]}}
                - {id: again, type: aggregate, config: {aggregates: [{id: t, name: t, function: %1$s, argument: n}]}}
                - {id: out, type: blackhole}
                """.formatted(function), "flights > sums > again > out");

        assertThat(types(twice)).filteredOn("localAggregate"::equals).hasSize(localHalves);
    }

    private static List<String> types(Drawing drawing) {
        return drawing.plan(2).operators().operators().stream()
                .map(PhysicalOperator::type)
                .toList();
    }

    @Test
    void rowsCannotBeGroupedByArrays() {
        assertThat(typed("groupBy: [{id: k, name: k, expression: ai}],", "SUM", "i")
                        .problems())
                .containsExactly(
                        "error expression.type at sums config.groupBy[k].expression: Rows cannot be grouped by values"
                                + " of ARRAY<INT>");
    }

    @Test
    void anAggregateInAnExpressionIsNoFunction() {
        assertThat(typed("", "SUM", "'SUM(i)'").check().problems())
                .extracting(problem -> problem.code().value())
                .containsExactly("function.aggregate");
    }

    private static Drawing aggregate(String config, String aggregates) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: time, type: watermark, config: {column: date}}
                - {id: sums, type: aggregate, config: {%s aggregates: [%s]}}
                - {id: out, type: blackhole}
                """.formatted(config, aggregates), "flights > time > sums > out");
    }

    private static Drawing typed(String config, String function, String argument) {
        return Drawing.of("""
                - {id: rows, type: table, config: {schema: [
                    {name: i, type: INT}, {name: i_n, type: INT NOT NULL}, {name: ti, type: TINYINT}, {name: f, type: FLOAT},
                    {name: d5, type: 'DECIMAL(5, 2)'}, {name: d18, type: 'DECIMAL(18, 4)'},
                    {name: d38, type: 'DECIMAL(38, 18)'}, {name: c5, type: CHAR(5)}, {name: bo, type: BOOLEAN},
                    {name: by_, type: BYTES}, {name: ai, type: ARRAY<INT>}]}}
                - {id: sums, type: aggregate, config: {%s aggregates: [
                    {id: x, name: x, function: %s, argument: %s}]}}
                - {id: out, type: blackhole}
                """.formatted(config, function, argument), "rows > sums > out");
    }
}
