package io.millrace.testkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Attempts that die at any moment, each at another parallelism, give what one that lives gives. */
class RecoveryTest {

    private static final String WINDOWS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: windows
            name: Windows
            nodes:
              - id: source
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: BIGINT}, {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 5}
              - {id: time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - id: per-window
                type: aggregate
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: v}]
              - id: per-hop
                type: aggregate
                config:
                  window: {type: hopping, size: 20 s, slide: 5 s, lateness: 30 s}
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: v}]
              - id: per-key
                type: aggregate
                config:
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: n, name: n, function: COUNT}, {id: m, name: m, function: MAX, argument: v}]
              - {id: newest, type: deduplicate, config: {keep: last, order: eventTime, keys: [{id: k, column: k}]}}
              - {id: moments, type: deduplicate, config: {keys: [{id: k, column: k}, {id: t, column: t}]}}
              - {id: newest-times, type: select, config: {columns: [{name: k, expression: k}, {name: t, expression: t}]}}
              - {id: all-times, type: select, config: {columns: [{name: k, expression: k}, {name: t, expression: t}]}}
              - id: highest
                type: topN
                config: {partitionBy: [{id: k, column: k}], orderBy: [{id: v, expression: v, direction: desc}], limit: 3, rank: place}
              - id: most
                type: topN
                config: {orderBy: [{id: n, expression: n, direction: desc}, {id: k, expression: k}], limit: 5}
              - id: of-window
                type: topN
                config: {partitionBy: [{id: e, column: window_end}], orderBy: [{id: s, expression: s}, {id: k, expression: k}], limit: 2, rank: place}
              - id: so-far
                type: over
                config:
                  partitionBy: [{id: k, column: k}]
                  functions: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: v}]
              - id: recent
                type: over
                config:
                  partitionBy: [{id: k, column: k}]
                  frame: {type: range, preceding: 20 s}
                  functions: [{id: m, name: m, function: MAX, argument: v}]
              - {id: running, type: memory-sink, config: {}}
              - {id: recent-rows, type: memory-sink, config: {}}
              - {id: highest-rows, type: memory-sink, config: {}}
              - {id: most-rows, type: memory-sink, config: {}}
              - {id: window-rows, type: memory-sink, config: {}}
              - {id: last, type: memory-sink, config: {}}
              - {id: once, type: memory-sink, config: {}}
              - {id: windows, type: memory-sink, config: {}}
              - {id: hops, type: memory-sink, config: {}}
              - {id: keys, type: memory-sink, config: {}}
              - {id: rows, type: memory-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: per-window, port: in}}
              - {from: {node: time, port: out}, to: {node: per-hop, port: in}}
              - {from: {node: per-hop, port: out}, to: {node: hops, port: in}}
              - {from: {node: time, port: out}, to: {node: per-key, port: in}}
              - {from: {node: time, port: out}, to: {node: newest, port: in}}
              - {from: {node: newest, port: out}, to: {node: newest-times, port: in}}
              - {from: {node: newest-times, port: out}, to: {node: last, port: in}}
              - {from: {node: time, port: out}, to: {node: moments, port: in}}
              - {from: {node: moments, port: out}, to: {node: all-times, port: in}}
              - {from: {node: all-times, port: out}, to: {node: once, port: in}}
              - {from: {node: time, port: out}, to: {node: so-far, port: in}}
              - {from: {node: so-far, port: out}, to: {node: running, port: in}}
              - {from: {node: time, port: out}, to: {node: recent, port: in}}
              - {from: {node: recent, port: out}, to: {node: recent-rows, port: in}}
              - {from: {node: time, port: out}, to: {node: highest, port: in}}
              - {from: {node: highest, port: out}, to: {node: highest-rows, port: in}}
              - {from: {node: per-key, port: out}, to: {node: most, port: in}}
              - {from: {node: most, port: out}, to: {node: most-rows, port: in}}
              - {from: {node: per-window, port: out}, to: {node: of-window, port: in}}
              - {from: {node: of-window, port: out}, to: {node: window-rows, port: in}}
              - {from: {node: per-window, port: out}, to: {node: windows, port: in}}
              - {from: {node: per-key, port: out}, to: {node: keys, port: in}}
              - {from: {node: time, port: out}, to: {node: rows, port: in}}
            """;

    private static final long SECOND = 1_000_000;

    private static List<List<@Nullable Object>> rows(int count, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(random.nextInt(20));
            row.add((long) i);
            row.add(i * SECOND / 4 - random.nextInt(2) * SECOND);
            rows.add(row);
        }
        return rows;
    }

    static PipelineTestDriver driver(long seed) {
        return PipelineTestDriver.of(WINDOWS).rows("source", rows(400, new Random(seed)));
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void eachRowCountsOnceWheneverAttemptsDie(@ForAll long seed) {
        PipelineTestDriver expected = driver(seed).parallelism(2);
        expected.run();
        PipelineTestDriver driver = driver(seed).parallelism(2);
        RecoveringJob job = driver.recovering(new MemoryCheckpointStorage(), seed);
        boolean onDisk = (seed & 1) == 0;
        if (onDisk) {
            job.withFewRowsInMemory();
        }

        int deaths = livesAndDies(job, driver.plan(), new Random(seed));

        Statistics.label("deaths").collect(deaths);
        Statistics.label("state").collect(onDisk ? "mostly on disk" : "in memory");
        Statistics.label("restores").collect(job.restores());
        for (String sink : List.of(
                "rows",
                "keys",
                "windows",
                "hops",
                "last",
                "once",
                "highest-rows",
                "most-rows",
                "window-rows",
                "running",
                "recent-rows")) {
            assertThat(driver.standing(sink))
                    .as("%s after %d deaths, from %s", sink, deaths, job.completed())
                    .containsExactlyInAnyOrderElementsOf(expected.standing(sink));
        }
    }

    /** How often it died before it came to its end. */
    static int livesAndDies(RecoveringJob job, OperatorPlan plan, Random random) {
        int[] parallelisms = {1, 2, 3, 8};
        int deaths = 0;
        while (deaths < 6) {
            OperatorPlan next = plan.at(parallelisms[random.nextInt(4)]);
            if (job.attempt(next, 1 + random.nextInt(3), random.nextInt(3_000))) {
                return deaths;
            }
            deaths++;
        }
        job.toEnd(plan.at(2), 2);
        return deaths;
    }
}
