package io.millrace.testkit.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.operators.OperatorRegistry;
import io.millrace.engine.operators.calc.CalcPlan;
import io.millrace.engine.time.EventTime;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner writes, the engine reads. */
class PlannedOperatorsTest {

    private static final Drawing EVERYTHING = Drawing.of(
            """
            - {id: flights, type: flights}
            - {id: known, type: filter, config: {condition: delay IS NOT NULL}}
            - {id: chosen, type: select, config: {columns: [
                {name: at, expression: '`date`'}, {name: origin, expression: UPPER(origin)}, {name: late, expression: delay - 15}]}}
            - {id: time, type: watermark, config: {column: at, outOfOrderness: 1 h}}
            - {id: ways, type: route, config: {branches: [
                {id: far, name: far, condition: late > 60}, {id: some, name: some, condition: late > 0}]}}
            - {id: both, type: union}
            - id: weekly
              type: aggregate
              config:
                window: {type: tumbling, size: 7 d}
                groupBy: [{id: origin, name: origin, expression: origin}]
                aggregates:
                  - {id: n, name: n, function: COUNT}
                  - {id: worst, name: worst, function: MAX, argument: late * 2}
            - {id: airports, type: table, config: {rows: 10, schema: [
                {name: iata, type: STRING NOT NULL}, {name: city, type: STRING}]}}
            - {id: named, type: join, config: {kind: lookup, type: left,
                on: [{id: airport, left: origin, right: iata}], columns: [{name: town, column: city}]}}
            - {id: out, type: blackhole}
            - {id: total, type: aggregate, config: {aggregates: [{id: n, name: n, function: COUNT}]}}
            - {id: twice, type: join, config: {kind: regular, on: [{id: k, left: n, right: n}],
                columns: [{name: m, column: n}]}}
            - {id: rest, type: blackhole}
            - {id: earliest, type: deduplicate, config: {keep: first, order: eventTime, keys: [{id: k, column: origin}]}}
            - {id: once, type: blackhole}
            - {id: near, type: join, config: {kind: interval, type: full, interval: {before: 1 h, after: 2 h},
                on: [{id: k, left: origin, right: origin}], columns: [{name: later, column: late}]}}
            - {id: pairs, type: blackhole}
            - {id: latest, type: topN, config: {limit: 3, rank: place, partitionBy: [{id: k, column: origin}],
                orderBy: [{id: l, expression: late * 2, direction: desc}, {id: t, expression: '`at`'}]}}
            - {id: places, type: blackhole}
            - {id: worst-weeks, type: topN, config: {limit: 3, partitionBy: [{id: e, column: window_end}],
                orderBy: [{id: w, expression: worst, nulls: last}]}}
            - {id: weeks, type: blackhole}
            - {id: busiest, type: topN, config: {limit: 1, orderBy: [{id: n, expression: n}]}}
            - {id: one, type: blackhole}
            - {id: so-far, type: over, config: {partitionBy: [{id: k, column: origin}], functions: [
                {id: s, name: total, function: SUM, argument: late * 2}, {id: l, name: before, function: LAG, argument: late},
                {id: f, name: first, function: FIRST_VALUE, argument: late}, {id: n, name: number, function: ROW_NUMBER}]}}
            - {id: sums, type: blackhole}
            - {id: too-late, type: blackhole}
            - {id: recent, type: over, config: {frame: {type: range, preceding: 1 h},
                functions: [{id: m, name: most, function: MAX, argument: late}]}}
            - {id: mosts, type: blackhole}
            - {id: letters, type: unnest, config: {expression: 'ARRAY[origin, UPPER(origin)]', ordinality: place}}
            - {id: all-letters, type: blackhole}
            """,
            "flights > known > chosen > time > ways",
            "ways.far > both",
            "ways.some > both",
            "both > weekly > named.left",
            "named > out",
            "airports > named.right",
            "ways.otherwise > total",
            "total > twice.left",
            "total > twice.right",
            "twice > rest",
            "time > earliest > once",
            "ways.far > near.left",
            "ways.some > near.right",
            "near > pairs",
            "time > latest > places",
            "weekly > worst-weeks > weeks",
            "total > busiest > one",
            "time > so-far > sums",
            "so-far.late > too-late",
            "time > recent > mosts",
            "time > letters > all-letters");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theEngineMakesEveryOperatorOfAPlan(int parallelism) {
        assertThat(made(EVERYTHING.plan(parallelism).operators()))
                .contains(
                        "source",
                        "calc",
                        "lookupJoin",
                        "regularJoin",
                        "deduplicate",
                        "intervalJoin",
                        "topN",
                        "over",
                        "unnest");
        assertThat(made(EVERYTHING.planAsDrawn(parallelism).operators())).contains("source", "calc", "aggregate");
    }

    /** The types of the operators, each of which the engine has read. */
    private static Set<String> made(OperatorPlan plan) {
        Set<String> types = new TreeSet<>();
        for (PhysicalOperator operator : plan.operators()) {
            types.add(operator.type());
            switch (operator.type()) {
                case "source" -> readSource(operator);
                case "sink" -> {}
                default ->
                    assertThat(OperatorRegistry.factory(operator, ZoneOffset.UTC))
                            .isNotNull();
            }
        }
        return types;
    }

    private static void readSource(PhysicalOperator source) {
        boolean readsFlights = source.settings().string("connector").equals("flights");
        assertThat(source.settings().optionalObject("watermark").map(EventTime::of))
                .as("watermarks of " + source.nodeIds())
                .matches(eventTime -> eventTime.isPresent() == readsFlights);
        if (readsFlights) {
            CalcPlan stages = CalcPlan.of(source, EdgeSchema.append(projected(source)), ZoneOffset.UTC);
            assertThat(stages.stages()).extracting("nodeId").containsExactly("known", "chosen");
        }
    }

    private static Schema projected(PhysicalOperator source) {
        Schema schema = source.settings().schema("schema");
        List<Column> columns = Arrays.stream(source.settings().integers("projection"))
                .mapToObj(schema::column)
                .toList();
        return new Schema(columns);
    }
}
