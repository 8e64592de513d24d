package io.millrace.plan.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.error.DeadLetter;
import io.millrace.model.json.Json;
import io.millrace.plan.rewrite.AppliedRewrite;
import io.millrace.plan.testing.Drawing;
import io.millrace.plan.testing.PlanSummary;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.NodePolicy;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhysicalPlannerTest {

    private static final String FLIGHTS = "- {id: flights, type: flights}\n";
    private static final String OUT = "- {id: out, type: blackhole}\n";
    private static final String LATE = "- {id: late, type: filter, config: {condition: delay > 15}}\n";
    private static final String TIME = "- {id: time, type: watermark, config: {column: date, outOfOrderness: 1 h}}\n";
    private static final String WEEKLY = """
            - id: weekly
              type: aggregate
              config:
                window: {type: tumbling, size: 7 d, offset: 4 d}
                groupBy: [{id: origin, name: origin, expression: origin}]
                aggregates:
                  - {id: flights, name: flights, function: COUNT}
                  - {id: average, name: average, function: AVG, argument: delay}
                  - {id: worst, name: worst, function: MAX, argument: delay}
            """;
    private static final String TOTAL = """
            - {id: total, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}
            """;
    private static final String AIRPORTS = """
            - {id: airports, type: table, config: {rows: 10, schema: [
                {name: iata, type: STRING NOT NULL}, {name: city, type: STRING}, {name: size, type: BIGINT}]}}
            """;
    private static final String NAMED = """
            - {id: named, type: join, config: {kind: lookup, type: left,
                on: [{id: airport, left: origin, right: iata}], columns: [{name: town, column: city}]}}
            """;

    @Test
    void whatNeedsNoExchangeIsOneFragment() {
        assertThat(summary(Drawing.of(FLIGHTS + LATE + OUT, "flights > late > out")
                        .plan(2)
                        .operators()))
                .containsExactly("0 x2: source[flights], calc[late], sink[out]");
    }

    @Test
    void groupsMeetInATaskByTheirKey() {
        Drawing drawing = Drawing.of(FLIGHTS + TIME + WEEKLY + OUT, "flights > time > weekly > out");

        assertThat(summary(drawing.planAsDrawn(2).operators()))
                .containsExactly(
                        "0 x2: source[flights, time], calc[weekly]",
                        "1 x2: aggregate[weekly], sink[out]",
                        "0 -> 1 hash[0]");
    }

    @Test
    void aggregationIsSplitWhereRowsWouldTravel() {
        Drawing drawing = Drawing.of(FLIGHTS + TIME + WEEKLY + OUT, "flights > time > weekly > out");

        assertThat(summary(drawing.plan(2).operators()))
                .containsExactly(
                        "0 x2: source[flights, time], calc[weekly], localAggregate[weekly]",
                        "1 x2: globalAggregate[weekly], sink[out]",
                        "0 -> 1 hash[0]");
        assertThat(summary(drawing.plan(1).operators()))
                .containsExactly("0 x1: source[flights, time], calc[weekly], aggregate[weekly], sink[out]");
    }

    @Test
    void aggregationWithoutKeysEndsInOneTask() {
        assertThat(summary(Drawing.of(FLIGHTS + TOTAL + OUT, "flights > total > out")
                        .plan(4)
                        .operators()))
                .containsExactly(
                        "0 x4: source[flights], calc[total], localAggregate[total]",
                        "1 x1: globalAggregate[total], sink[out]",
                        "0 -> 1 rebalance");
    }

    @Test
    void theRightSideOfALookupJoinGoesToEachTask() {
        Drawing drawing = Drawing.of(
                FLIGHTS + AIRPORTS + NAMED + OUT, "flights > named.left", "airports > named.right", "named > out");

        assertThat(summary(drawing.plan(2).operators()))
                .containsExactly(
                        "0 x2: source[flights], lookupJoin[named], sink[out]",
                        "1 x2: source[airports]",
                        "1 -> 0 broadcast");
    }

    @Test
    void aUnionIsSeveralEdgesIntoOnePort() {
        String union = "- {id: east, type: flights}\n- {id: west, type: flights}\n- {id: both, type: union}\n";

        assertThat(summary(Drawing.of(union + OUT, "east > both > out", "west > both")
                        .plan(2)
                        .operators()))
                .containsExactly(
                        "0 x2: source[east]",
                        "1 x2: source[west]",
                        "2 x2: calc[both], sink[out]",
                        "0 -> 2 forward",
                        "1 -> 2 forward");
    }

    @Test
    void aDrawingThatPartsAndMeetsAgainStaysInItsTask() {
        String diamond = """
                - {id: parts, type: route, config: {branches: [{id: far, condition: distance > 1000}]}}
                - {id: meets, type: union}
                """;

        assertThat(summary(Drawing.of(
                                FLIGHTS + diamond + OUT,
                                "flights > parts",
                                "parts.far > meets",
                                "parts.otherwise > meets",
                                "meets > out")
                        .plan(2)
                        .operators()))
                .containsExactly("0 x2: source[flights], calc[parts], calc[meets], sink[out]");
    }

    @Test
    void watermarksAreMadeInTheSourceBehindTheStagesBeforeThem() {
        Drawing drawing = Drawing.of(FLIGHTS + LATE + TIME + WEEKLY + OUT, "flights > late > time > weekly > out");
        PhysicalOperator source = drawing.plan(1).operators().operator(0);

        assertThat(source.nodeIds()).containsExactly("flights", "late", "time");
        assertThat(source.settings().object("watermark").json().toString())
                .isEqualTo("{\"column\":0,\"nodeId\":\"time\",\"outOfOrdernessMicros\":3600000000}");
        assertThat(source.settings().objects("stages")).hasSize(1);
        assertThat(source.expressions("stage0")).hasSize(1);
        assertThat(source.outputs().getFirst().eventTime()).contains("date");
    }

    @Test
    void watermarksBehindAUnionAreMadeInEachSource() {
        String union = "- {id: east, type: flights}\n- {id: west, type: flights}\n- {id: both, type: union}\n";
        Drawing drawing = Drawing.of(union + TIME + OUT, "east > both > time > out", "west > both");

        assertThat(summary(drawing.plan(2).operators()))
                .containsExactly(
                        "0 x2: source[east, both, time]",
                        "1 x2: source[west, both, time]",
                        "2 x2: sink[out]",
                        "0 -> 2 forward",
                        "1 -> 2 forward");
    }

    @Test
    void watermarksOfASourceWithOtherReadersStandAlone() {
        Drawing drawing = Drawing.of(
                FLIGHTS + TIME + WEEKLY + OUT + "- {id: raw, type: blackhole}\n",
                "flights > time > weekly > out",
                "flights > raw");

        assertThat(summary(drawing.planAsDrawn(1).operators()))
                .containsExactly(
                        "0 x1: source[flights], watermark[time], calc[weekly], aggregate[weekly], sink[out], sink[raw]");
    }

    @Test
    void aggregatesAreToldTheirColumns() {
        OperatorPlan plan = Drawing.of(FLIGHTS + TIME + WEEKLY + OUT, "flights > time > weekly > out")
                .plan(2)
                .operators();
        PhysicalOperator local = find(plan, "localAggregate");
        PhysicalOperator global = find(plan, "globalAggregate");

        assertThat(local.config().toString()).isEqualTo("""
                {"aggregates":[{"id":"flights","argument":-1,"function":"COUNT"},\
                {"id":"average","argument":1,"argumentType":"INT","function":"AVG"},\
                {"id":"worst","argument":1,"argumentType":"INT","function":"MAX"}],\
                "groupColumns":[0],\
                "window":{"kind":"tumbling","offsetMicros":345600000000,"sizeMicros":604800000000,"timeColumn":2}}""");
        assertThat(local.outputs().getFirst().schema().toString())
                .isEqualTo("(`$key.origin` STRING NOT NULL, `$window` TIMESTAMP(3) NOT NULL, `$rows` BIGINT NOT NULL,"
                        + " `$flights.count` BIGINT NOT NULL, `$average.sum` BIGINT NOT NULL, `$average.count` BIGINT NOT"
                        + " NULL, `$worst.value` INT)");
        assertThat(global.config().toString()).isEqualTo("""
                {"aggregates":[{"id":"flights","argument":3,"function":"COUNT"},\
                {"id":"average","argument":4,"argumentType":"INT","function":"AVG"},\
                {"id":"worst","argument":6,"argumentType":"INT","function":"MAX"}],\
                "groupColumns":[0],"rowCountColumn":2,\
                "state":[{"elements":["origin","flights","average","worst"],\
                "key":[{"id":"origin","content":"STRING NOT NULL","of":"origin"}],"owner":"weekly","role":"accumulators",\
                "shape":"tumbling windows of 7 d, offset 4 d",\
                "value":[{"id":"flights","content":"COUNT"},{"id":"average","content":"AVG(INT)","of":"delay"},\
                {"id":"worst","content":"MAX(INT)","of":"delay"}]}],\
                "window":{"kind":"tumbling","offsetMicros":345600000000,"sizeMicros":604800000000,"timeColumn":1}}""");
        assertThat(global.outputs().getFirst().schema().toString())
                .isEqualTo(
                        "(origin STRING NOT NULL, flights BIGINT NOT NULL, average INT, worst INT, window_start"
                                + " TIMESTAMP(3) NOT NULL, window_end TIMESTAMP(3) NOT NULL, window_time TIMESTAMP(3) NOT NULL)");
    }

    @Test
    void lateRowsThatAreReadLeaveAsTheyCame() {
        OperatorPlan plan = Drawing.of(
                        FLIGHTS + TIME + WEEKLY + OUT + "- {id: missed, type: blackhole}\n",
                        "flights > time > weekly > out",
                        "weekly.late > missed")
                .plan(2)
                .operators();

        assertThat(summary(plan))
                .containsExactly(
                        "0 x2: source[flights, time], calc[weekly]",
                        "1 x2: aggregate[weekly], sink[out], calc[weekly], sink[missed]",
                        "0 -> 1 hash[3]");
        assertThat(find(plan, "aggregate").outputs()).hasSize(2);
        PhysicalOperator missed = plan.operators().getLast();
        assertThat(missed.inputs().getFirst().schema().names())
                .containsExactly("date", "delay", "distance", "origin", "destination");
    }

    @Test
    void lookupJoinsAreToldTheirKeysAndColumns() {
        OperatorPlan plan = Drawing.of(
                        FLIGHTS + AIRPORTS + NAMED + OUT,
                        "flights > named.left",
                        "airports > named.right",
                        "named > out")
                .plan(2)
                .operators();
        PhysicalOperator join = find(plan, "lookupJoin");

        assertThat(join.config().toString()).isEqualTo("""
                {"type":"left","leftKeys":[3],"port":"out","rightColumns":[1],"rightKeys":[0],\
                "state":[{"elements":["airport"],"key":[{"id":"airport","content":"STRING NOT NULL","of":"iata"}],"owner":"named",\
                "role":"right","shape":"rows, where origin = iata, all in each task","value":[{"id":"city","content":"STRING"}]},\
                {"elements":["airport"],"key":[],"opaque":true,"owner":"named","role":"early","shape":"rows",\
                "value":[{"id":"date","content":"TIMESTAMP(3)"},{"id":"delay","content":"INT"},\
                {"id":"distance","content":"INT NOT NULL"},{"id":"origin","content":"STRING NOT NULL"},\
                {"id":"destination","content":"STRING"}]}]}""");
        assertThat(join.outputs().getFirst().schema().toString()).endsWith("destination STRING, town STRING)");
    }

    @Test
    void keysOfTwoTypesAreConvertedAndTheConvertedColumnGoesAgain() {
        String join = """
                - {id: named, type: join, config: {kind: lookup, on: [{id: k, left: delay, right: size}],
                    columns: [{column: city}]}}
                """;
        OperatorPlan plan = Drawing.of(
                        FLIGHTS + AIRPORTS + join + OUT,
                        "flights > named.left",
                        "airports > named.right",
                        "named > out")
                .plan(1)
                .operators();

        assertThat(find(plan, "lookupJoin").inputs().getFirst().schema().toString())
                .endsWith("`$key.k` BIGINT)");
        assertThat(find(plan, "sink").inputs().getFirst().schema().names())
                .containsExactly("date", "delay", "distance", "origin", "destination", "city");
    }

    @Test
    void policiesOfAllNodesThatRunAreInThePlan() {
        String skipping =
                "- {id: late, type: filter, config: {condition: delay > 15}, errors: {policy: skip, limit: 10}}\n";

        assertThat(Drawing.of(FLIGHTS + skipping + OUT, "flights > late > out")
                        .plan(1)
                        .operators()
                        .policies())
                .containsExactly(
                        new NodePolicy("flights", NodePolicy.Action.FAIL, 0),
                        new NodePolicy("late", NodePolicy.Action.SKIP, 10),
                        new NodePolicy("out", NodePolicy.Action.FAIL, 0));
    }

    @Test
    void operatorsHaveAPortForTheLettersOfTheirNodes() {
        String nodes = """
                - {id: late, type: filter, config: {condition: delay > 15}, errors: {policy: deadLetter, to: letters}}
                - {id: far, type: filter, config: {condition: distance > 15}, errors: {policy: deadLetter, to: more}}
                - {id: letters, type: blackhole}
                - {id: more, type: blackhole}
                - {id: none, type: blackhole}
                - {id: idle, type: filter, config: {condition: delay > 1}, errors: {policy: deadLetter, to: none}}
                """;

        OperatorPlan plan = Drawing.of(FLIGHTS + nodes + OUT, "flights > late > far > out", "flights > idle")
                .plan(2)
                .operators();

        assertThat(summary(plan))
                .as("a sink whose letters nobody writes does not run")
                .containsExactly(
                        "0 x2: source[flights], calc[late, far], sink[out]",
                        "1 x1: sink[letters]",
                        "2 x1: sink[more]",
                        "0 -> 1 rebalance",
                        "0 -> 2 rebalance");
        PhysicalOperator calc = find(plan, "calc");
        assertThat(calc.letters()).containsExactly("letters", "more");
        assertThat(calc.output(2).schema()).isEqualTo(DeadLetter.SCHEMA);
        assertThat(plan.edges())
                .filteredOn(edge -> edge.distribution() instanceof Distribution.Rebalance)
                .extracting(PlanEdge::from, PlanEdge::fromPort)
                .containsExactly(tuple(calc.id(), 1), tuple(calc.id(), 2));
        assertThat(plan.at(5).fragments()).extracting(Fragment::parallelism).containsExactly(5, 1, 1);
    }

    @Test
    void nodesWithLettersGetTheirRowsWholeAndAsDrawn() {
        String nodes = """
                - {id: named, type: select, config: {columns: [{name: d, expression: delay}, {name: o, expression: origin}]}}
                - {id: late, type: filter, config: {condition: d > 15}%s}
                - {id: only, type: select, config: {columns: [{name: d, expression: d}]}}
                """;

        String plain = rewrites(Drawing.of(FLIGHTS + nodes.formatted("") + OUT, "flights > named > late > only > out"));
        String lettered = rewrites(Drawing.of(
                FLIGHTS
                        + nodes.formatted(", errors: {policy: deadLetter, to: letters}")
                        + OUT
                        + "- {id: letters, type: blackhole}\n",
                "flights > named > late > only > out"));

        assertThat(plain).contains("the filter `late` runs before `named`").contains("reads 1 of its 5 columns");
        assertThat(lettered).doesNotContain("runs before").contains("reads 2 of its 5 columns");
    }

    private static String rewrites(Drawing drawing) {
        return drawing.plan(1).rewrites().stream().map(AppliedRewrite::what).collect(Collectors.joining("; "));
    }

    @Test
    void nodesWhoseRowsReachNoSinkDoNotRun() {
        assertThat(summary(Drawing.of(FLIGHTS + LATE + TIME + OUT, "flights > out", "flights > late > time")
                        .plan(1)
                        .operators()))
                .containsExactly("0 x1: source[flights], sink[out]");
    }

    @Test
    void parametersAreConstantsInThePlan() {
        String late = "- {id: late, type: filter, config: {condition: 'delay > ${threshold}'}}\n";
        Drawing drawing = Drawing.of(FLIGHTS + late + OUT, "flights > late > out")
                .withParameters("- {name: threshold, type: INT, default: 15}");

        assertThat(find(drawing.plan(1).operators(), "calc")
                        .expressions("stage0")
                        .toString())
                .contains("Literal[value=15")
                .doesNotContain("ParameterRef");
        assertThat(find(drawing.with(Map.of("threshold", Json.of("20"))).plan(1).operators(), "calc")
                        .expressions("stage0")
                        .toString())
                .contains("Literal[value=20");
    }

    private static List<String> summary(OperatorPlan plan) {
        return PlanSummary.of(plan);
    }

    private static PhysicalOperator find(OperatorPlan plan, String type) {
        return plan.operators().stream()
                .filter(operator -> operator.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
