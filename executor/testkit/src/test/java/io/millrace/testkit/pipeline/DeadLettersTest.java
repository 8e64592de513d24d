package io.millrace.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Finished;
import io.millrace.model.error.DeadLetter;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import io.millrace.testkit.checkpoint.RecoveringJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row comes out or a letter is written about it, once, whatever fails where and whatever dies meanwhile. */
class DeadLettersTest {

    /** Rows fail in the first select where {@code v} is 0, in the second where {@code w} is 3, in the filter where it is 2. */
    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: letters
            name: Letters
            nodes:
              - id: rows
                type: memory-source
                config: {schema: [{name: id, type: INT}, {name: v, type: INT}, {name: note, type: STRING}], splits: 4}
              - id: share
                type: select
                config: {columns: [{name: id, expression: id}, {name: w, expression: 12 / v}]}
                errors: {policy: deadLetter, to: letters}
              - id: again
                type: select
                config: {columns: [{name: id, expression: id}, {name: x, expression: 1 / (w - 3)}, {name: w, expression: w}]}
                errors: {policy: deadLetter, to: other}
              - id: kept
                type: filter
                config: {condition: 1 / (w - 2) < 5}
                errors: {policy: deadLetter, to: letters}
              - {id: out, type: memory-sink}
              - {id: letters, type: memory-sink}
              - {id: other, type: memory-sink}
            edges:
              - {from: {node: rows, port: out}, to: {node: share, port: in}}
              - {from: {node: share, port: out}, to: {node: again, port: in}}
              - {from: {node: again, port: out}, to: {node: kept, port: in}}
              - {from: {node: kept, port: out}, to: {node: out, port: in}}
            """;

    private static PipelineTestDriver driver(Random random, int rows) {
        List<List<@Nullable Object>> given = new ArrayList<>();
        int share = 1 + random.nextInt(20);
        for (int i = 0; i < rows; i++) {
            boolean fails = random.nextInt(share) == 0;
            given.add(List.of(i, fails ? List.of(0, 4, 6).get(random.nextInt(3)) : 1, "note " + i));
        }
        return PipelineTestDriver.of(PIPELINE).rows("rows", given);
    }

    /** Letters by the number of the row they are about: node and code. */
    private static Map<Integer, String> letters(PipelineTestDriver driver, String sink) {
        Map<Integer, String> letters = new TreeMap<>();
        for (ChangedRow change : driver.changes(sink)) {
            List<@Nullable Object> letter = change.values();
            String row = String.valueOf(letter.get(DeadLetter.FAILED_ROW));
            String before = letters.put(
                    Integer.valueOf(row.replaceAll(".*\"id\": ?(\\d+).*", "$1")),
                    letter.get(DeadLetter.NODE) + " " + letter.get(DeadLetter.CODE));
            assertThat(before).as("a second letter about %s", row).isNull();
        }
        return letters;
    }

    private static void assertEveryRowIsSomewhere(PipelineTestDriver driver) {
        Map<Integer, String> expected = new TreeMap<>();
        for (List<@Nullable Object> row : driver.rows("rows")) {
            String fate =
                    switch ((Integer) row.get(1)) {
                        case 0 -> "share expression.divisionByZero";
                        case 4 -> "again expression.divisionByZero";
                        case 6 -> "kept expression.divisionByZero";
                        default -> "out";
                    };
            expected.put((Integer) row.getFirst(), fate);
        }
        Map<Integer, String> seen = new TreeMap<>();
        driver.changes("out")
                .forEach(row -> assertThat(seen.put((Integer) row.values().getFirst(), "out"))
                        .isNull());
        assertThat(letters(driver, "other").values()).allMatch(letter -> letter.startsWith("again "));
        letters(driver, "other")
                .forEach((id, letter) -> assertThat(seen.put(id, letter)).isNull());
        letters(driver, "letters")
                .forEach((id, letter) -> assertThat(seen.put(id, letter)).isNull());
        assertThat(seen).isEqualTo(expected);
    }

    @Property(tries = 60)
    void eachRowComesOutOrIsInALetter(@ForAll long seed) {
        Random random = new Random(seed);
        int parallelism = 1 + random.nextInt(4);
        PipelineTestDriver driver = driver(random, random.nextInt(3_000))
                .parallelism(parallelism)
                .executors(1 + random.nextInt(parallelism), seed);
        if (random.nextBoolean()) {
            driver.withoutRewrites();
        }

        assertThat(driver.run()).isInstanceOf(Finished.class);

        assertEveryRowIsSomewhere(driver);
    }

    @Test
    void lettersAreWrittenOnceThoughAttemptsDie() {
        int restores = 0;
        for (long seed = 1; seed <= 16; seed++) {
            Random random = new Random(seed);
            PipelineTestDriver driver =
                    driver(random, 6_000).parallelism(1 + random.nextInt(3)).plannedAsDeployed();
            RecoveringJob job = driver.recovering(new MemoryCheckpointStorage(), seed);
            boolean ended = false;
            for (int attempt = 0; attempt < 6 && !ended; attempt++) {
                ended = job.attempt(driver.plan(), 1 + random.nextInt(3), 200 + random.nextInt(1_500));
            }
            if (!ended) {
                job.toEnd(driver.plan(), 2);
            }
            restores += job.restores();
            assertEveryRowIsSomewhere(driver);
        }
        assertThat(restores).as("attempts that went on from a checkpoint").isGreaterThan(10);
    }

    @Test
    void aLetterShowsTheWholeRowAsItCameToTheNode() {
        PipelineTestDriver driver = PipelineTestDriver.of(PIPELINE)
                .rows("rows", List.of(List.of(1, 0, "a \"quoted\" note"), List.of(2, 1, "b"), List.of(3, 4, "c")));

        driver.run();

        List<@Nullable Object> letter = driver.changes("letters").getFirst().values();
        assertThat(driver.changes("letters")).hasSize(1);
        assertThat(letter.get(DeadLetter.NODE)).isEqualTo("share");
        assertThat(letter.get(DeadLetter.CODE)).isEqualTo("expression.divisionByZero");
        assertThat(String.valueOf(letter.get(DeadLetter.MESSAGE))).contains("division by zero");
        assertThat(letter.get(DeadLetter.FAILED_ROW))
                .as("with the column that nobody reads")
                .isEqualTo("{\"id\":1,\"note\":\"a \\\"quoted\\\" note\",\"v\":0}");
        assertThat(letter.get(DeadLetter.RECORD)).isNull();
        assertThat(driver.changes("other").getFirst().values().get(DeadLetter.FAILED_ROW))
                .isEqualTo("{\"id\":3,\"w\":3}");
    }

    @Test
    void theLimitEndsTheJobAllTheSame() {
        PipelineTestDriver driver = PipelineTestDriver.of(PIPELINE.replace(
                        "{policy: deadLetter, to: other}", "{policy: deadLetter, to: other, limit: 2}"))
                .rows("rows", List.of(List.of(1, 4, ""), List.of(2, 4, ""), List.of(3, 4, "")));

        assertThat(driver.run().toString()).contains("More than 2 rows failed in this node, its limit");
        assertThat(driver.changes("other")).isEmpty();
    }
}
