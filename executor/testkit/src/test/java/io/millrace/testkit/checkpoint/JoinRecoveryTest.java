package io.millrace.testkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Joins whose attempts die at any moment, each at another parallelism, give what one that lives gives; also when nearly all rows they keep
 * are on disk.
 */
class JoinRecoveryTest {

    private static final String JOINS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: joins
            name: Joins
            nodes:
              - id: left
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: BIGINT}, {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 3}
              - id: right
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: w, type: STRING}, {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 4}
              - {id: left-time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - {id: right-time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - {id: newest, type: deduplicate, config: {keep: last, order: eventTime, keys: [{id: k, column: k}]}}
              - id: all-pairs
                type: join
                config: {kind: regular, on: [{id: on, left: k, right: k}], columns: [{name: w, column: w}]}
              - id: newest-pairs
                type: join
                config: {kind: regular, type: full, on: [{id: on, left: k, right: k}], columns: [{name: w, column: w}]}
              - id: near-pairs
                type: join
                config:
                  {kind: interval, type: full, interval: {before: 5 s, after: 3 s}, on: [{id: on, left: k, right: k}], columns: [{name: w, column: w}]}
              - {id: all, type: memory-sink, config: {}}
              - {id: of-newest, type: memory-sink, config: {}}
              - {id: near, type: memory-sink, config: {}}
            edges:
              - {from: {node: left, port: out}, to: {node: left-time, port: in}}
              - {from: {node: right, port: out}, to: {node: right-time, port: in}}
              - {from: {node: left-time, port: out}, to: {node: newest, port: in}}
              - {from: {node: left-time, port: out}, to: {node: all-pairs, port: left}}
              - {from: {node: right-time, port: out}, to: {node: all-pairs, port: right}}
              - {from: {node: newest, port: out}, to: {node: newest-pairs, port: left}}
              - {from: {node: right-time, port: out}, to: {node: newest-pairs, port: right}}
              - {from: {node: left-time, port: out}, to: {node: near-pairs, port: left}}
              - {from: {node: right-time, port: out}, to: {node: near-pairs, port: right}}
              - {from: {node: all-pairs, port: out}, to: {node: all, port: in}}
              - {from: {node: newest-pairs, port: out}, to: {node: of-newest, port: in}}
              - {from: {node: near-pairs, port: out}, to: {node: near, port: in}}
            """;

    private static final long SECOND = 1_000_000;

    private static List<List<@Nullable Object>> rows(int count, boolean texts, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(random.nextInt(30));
            row.add(texts ? "text " + i : (Object) (long) i);
            // Each at a time of its own: among equal ones of several splits the last is anybody.
            row.add(i * 501_000L - random.nextInt(2) * SECOND);
            rows.add(row);
        }
        return rows;
    }

    private static PipelineTestDriver driver(long seed) {
        Random random = new Random(seed);
        return PipelineTestDriver.of(JOINS)
                .rows("left", rows(250, false, random))
                .rows("right", rows(200, true, random))
                .parallelism(2);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void eachPairIsJoinedOnceWheneverAttemptsDie(@ForAll long seed) {
        PipelineTestDriver expected = driver(seed);
        expected.run();
        PipelineTestDriver driver = driver(seed);
        RecoveringJob job = driver.recovering(new MemoryCheckpointStorage(), seed);
        boolean onDisk = (seed & 3) != 0;
        if (onDisk) {
            job.withFewRowsInMemory();
        }

        int deaths = RecoveryTest.livesAndDies(job, driver.plan(), new Random(seed));

        Statistics.label("deaths").collect(deaths);
        Statistics.label("state").collect(onDisk ? "mostly on disk" : "in memory");
        Statistics.label("restores").collect(job.restores());
        for (String sink : List.of("all", "of-newest", "near")) {
            assertThat(driver.standing(sink))
                    .as("%s after %d deaths, from %s", sink, deaths, job.completed())
                    .containsExactlyInAnyOrderElementsOf(expected.standing(sink));
        }
    }
}
