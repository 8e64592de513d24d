package io.millrace.testkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.TieredStateBackend;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joins and duplicates that are remembered for ever, with more than ten times as much state as there is memory for it. */
class JoinsBeyondMemoryTest {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: beyond
            name: Beyond memory
            nodes:
              - id: left
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: STRING}, {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 3}
              - id: right
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: w, type: STRING}, {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 4}
              - {id: left-time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - {id: right-time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - id: all-pairs
                type: join
                config: {kind: regular, on: [{id: on, left: k, right: k}], columns: [{name: w, column: w}]}
              - id: near-pairs
                type: join
                config:
                  {kind: interval, interval: {before: 20 min, after: 10 min}, on: [{id: on, left: k, right: k}], columns: [{name: w, column: w}]}
              - {id: first-of-each, type: deduplicate, config: {keys: [{id: k, column: k}, {id: v, column: v}]}}
              - {id: all, type: memory-sink, config: {}}
              - {id: near, type: memory-sink, config: {}}
              - {id: once, type: memory-sink, config: {}}
            edges:
              - {from: {node: left, port: out}, to: {node: left-time, port: in}}
              - {from: {node: right, port: out}, to: {node: right-time, port: in}}
              - {from: {node: left-time, port: out}, to: {node: all-pairs, port: left}}
              - {from: {node: right-time, port: out}, to: {node: all-pairs, port: right}}
              - {from: {node: left-time, port: out}, to: {node: near-pairs, port: left}}
              - {from: {node: right-time, port: out}, to: {node: near-pairs, port: right}}
              - {from: {node: left-time, port: out}, to: {node: first-of-each, port: in}}
              - {from: {node: all-pairs, port: out}, to: {node: all, port: in}}
              - {from: {node: near-pairs, port: out}, to: {node: near, port: in}}
              - {from: {node: first-of-each, port: out}, to: {node: once, port: in}}
            """;

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final int ROWS = 3_000;
    private static final int KEYS = 400;

    /** Three quarters of it are for rows. */
    private static final long MEMORY = 80_000;

    @TempDir
    private Path folder;

    private static List<List<@Nullable Object>> rows(String text, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(random.nextInt(KEYS));
            row.add(text.repeat(10) + i % (ROWS / 2));
            row.add(i * SECOND - random.nextInt(2) * SECOND);
            rows.add(row);
        }
        return rows;
    }

    private static List<List<@Nullable Object>> pairs(
            List<List<@Nullable Object>> left, List<List<@Nullable Object>> right, long before, long after) {
        List<List<@Nullable Object>> pairs = new ArrayList<>();
        for (List<@Nullable Object> one : left) {
            for (List<@Nullable Object> other : right) {
                long later = time(one) - time(other);
                if (Objects.equals(one.getFirst(), other.getFirst()) && later >= -before && later <= after) {
                    List<@Nullable Object> pair = new ArrayList<>(one);
                    pair.add(other.get(1));
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private static long time(List<@Nullable Object> row) {
        return row.get(2) instanceof Long time ? time : 0;
    }

    @Test
    void answersAreRightThoughMostRowsHadToLeave() {
        Random random = new Random(11);
        List<List<@Nullable Object>> left = rows("left ", random);
        List<List<@Nullable Object>> right = rows("right ", random);
        PipelineTestDriver driver = PipelineTestDriver.of(PIPELINE)
                .rows("left", left)
                .rows("right", right)
                .parallelism(2);
        try (TieredStateBackend backend = new TieredStateBackend(folder.resolve("cold"), MEMORY, Runnable::run)) {
            driver.recovering(new MemoryCheckpointStorage(), 11)
                    .withState(backend)
                    .toEnd(driver.plan(), 2);

            // Each row came to a state or two, and most of them had to leave.
            assertThat(backend.rowsWritten()).isGreaterThan(9 * ROWS / 2);
            assertThat(backend.rowsRead()).isGreaterThan(ROWS);
        }

        assertThat(driver.standing("all"))
                .containsExactlyInAnyOrderElementsOf(pairs(left, right, Long.MAX_VALUE, Long.MAX_VALUE));
        assertThat(driver.standing("near"))
                .containsExactlyInAnyOrderElementsOf(pairs(left, right, 20 * MINUTE, 10 * MINUTE));
        Set<List<@Nullable Object>> seen = new HashSet<>();
        left.forEach(row -> seen.add(row.subList(0, 2)));
        assertThat(driver.standing("once").stream().map(row -> row.subList(0, 2)))
                .containsExactlyInAnyOrderElementsOf(seen);
    }
}
