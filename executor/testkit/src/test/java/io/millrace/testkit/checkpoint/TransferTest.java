package io.millrace.testkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Fate;
import io.millrace.plan.compare.StateChange;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another revision goes on with what a checkpoint of the one before holds, at another parallelism, as the comparison says. */
class TransferTest {

    private static final DeploymentId FIRST = new DeploymentId("first");

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: revisions
            name: Revisions
            nodes:
              - id: source
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: INT}, {name: t, type: TIMESTAMP(3) NOT NULL}], splits: 5}
              - {id: time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - id: per-window
                type: aggregate
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: v}]
              - id: per-key
                type: aggregate
                config:
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: n, name: n, function: COUNT}, {id: m, name: m, function: MAX, argument: v}, {id: a, name: a, function: AVG, argument: v}]
              - {id: windows, type: memory-sink, config: {}}
              - {id: keys, type: memory-sink, config: {}}
              - {id: rows, type: memory-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: per-window, port: in}}
              - {from: {node: time, port: out}, to: {node: per-key, port: in}}
              - {from: {node: per-window, port: out}, to: {node: windows, port: in}}
              - {from: {node: per-key, port: out}, to: {node: keys, port: in}}
              - {from: {node: time, port: out}, to: {node: rows, port: in}}
            """;

    private static final String JOIN = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: pairs
            name: Pairs
            nodes:
              - id: orders
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: INT}, {name: x, type: STRING}], splits: 3}
              - id: people
                type: memory-source
                config: {schema: [{name: p, type: INT}, {name: who, type: STRING}], splits: 2}
              - {id: both, type: join, config: {kind: regular, on: [{id: on, left: k, right: p}], columns: [{name: who, column: who}]}}
              - {id: pairs, type: memory-sink, config: {}}
            edges:
              - {from: {node: orders, port: out}, to: {node: both, port: left}}
              - {from: {node: people, port: out}, to: {node: both, port: right}}
              - {from: {node: both, port: out}, to: {node: pairs, port: in}}
            """;

    private static final String COUNTED = "{id: c, name: c, function: COUNT, argument: v}, ";
    private static final String GATHERED = "{id: l, name: l, function: ARRAY_AGG, argument: v}, ";

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();

    private static PipelineTestDriver driver(long seed) {
        Random random = new Random(seed);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(List.of(random.nextInt(20), i, i * 250_000L - random.nextInt(2) * 1_000_000L));
        }
        return PipelineTestDriver.of(PIPELINE).rows("source", rows);
    }

    /** The first revision, until it is cancelled with a checkpoint somewhere in the middle. */
    private RecoveringJob cancelled(PipelineTestDriver driver, long seed) {
        for (long chance = seed; chance < seed + 50_000; chance += 1_000) {
            RecoveringJob job = driver.recovering(FIRST, storage, chance);
            boolean ended = job.attempt(driver.plan(), 2, 1_500);
            if (!ended && job.completed().isPresent()) {
                job.cancel(driver.plan());
                return job;
            }
            storage.files().clear();
            throwAway(driver);
        }
        throw new AssertionError("No attempt dies between a checkpoint and its end");
    }

    private static void throwAway(PipelineTestDriver driver) {
        for (String sink : List.of("rows", "keys", "windows", "pairs")) {
            driver.forget(sink);
        }
    }

    private static Comparison compare(PipelineTestDriver old, PipelineTestDriver now) {
        return Comparison.of(
                new Comparison.Planned(old.document(), old.plan()), new Comparison.Planned(now.document(), now.plan()));
    }

    private static Map<String, Fate> fates(Comparison comparison) {
        Map<String, Fate> fates = new TreeMap<>();
        for (StateChange change : comparison.changes()) {
            fates.put(change.node() + "/" + change.role(), change.fate());
        }
        return fates;
    }

    /** What the second revision shows in the end, deaths included. */
    private PipelineTestDriver goOn(
            PipelineTestDriver driver, RecoveringJob before, UnaryOperator<String> edit, long seed) {
        PipelineTestDriver revised = driver.revised(edit.apply(PIPELINE)).parallelism(2);
        RecoveringJob job = revised.recovering(new DeploymentId("second"), storage, seed);
        job.startFrom(before, compare(driver, revised).transfer(FIRST));
        RecoveryTest.livesAndDies(job, revised.plan(), new Random(seed));
        return revised;
    }

    /** All that only looks different: other names, other orders, another node that changes no row, another sink. */
    private static String moved(String yaml) {
        return yaml.replace("name: Revisions", "name: Renamed")
                .replace("{id: windows, type", "{id: windows, name: Of windows, type")
                .replace(
                        "aggregates: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: v}]",
                        "aggregates: [{id: s, name: s, function: SUM, argument: v}, {id: n, name: n, function: COUNT}]")
                .replace("  - {id: rows, type: memory-sink, config: {}}\n", """
                          - {id: all, type: filter, config: {condition: v >= 0}}
                          - {id: more, type: memory-sink, config: {}}
                          - {id: rows, type: memory-sink, config: {}}
                        """)
                .replace("  - {from: {node: time, port: out}, to: {node: per-key, port: in}}\n", """
                          - {from: {node: time, port: out}, to: {node: all, port: in}}
                          - {from: {node: all, port: out}, to: {node: per-key, port: in}}
                          - {from: {node: per-key, port: out}, to: {node: more, port: in}}
                        """);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatOnlyLooksDifferentLosesNothing(long seed) {
        PipelineTestDriver driver = driver(seed).parallelism(2);
        PipelineTestDriver expected = driver(seed).parallelism(2);
        expected.run();
        RecoveringJob before = cancelled(driver, seed);

        PipelineTestDriver revised = goOn(driver, before, TransferTest::moved, seed);

        Comparison comparison = compare(driver, revised);
        assertThat(comparison.needsConsent()).isEmpty();
        assertThat(fates(comparison))
                .isEqualTo(Map.of(
                        "per-key/accumulators", Fate.KEEP,
                        "per-window/accumulators", Fate.CONVERT,
                        "source/positions", Fate.KEEP));
        assertThat(revised.standing("rows")).containsExactlyInAnyOrderElementsOf(expected.standing("rows"));
        assertThat(revised.standing("keys")).containsExactlyInAnyOrderElementsOf(expected.standing("keys"));
        // Its columns have another order since then, also in what was seen before.
        assertThat(revised.standing("windows")).hasSameSizeAs(expected.standing("windows"));
        assertThat(sums(revised)).isEqualTo(sums(expected));
    }

    private static long sums(PipelineTestDriver driver) {
        return driver.standing("windows").stream()
                .flatMapToLong(row -> LongStream.of(number(row.get(1)), number(row.get(2))))
                .sum();
    }

    private static long number(@Nullable Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void aJoinGoesOnWithTheColumnsThatAreStillRead(long seed) {
        PipelineTestDriver driver = joining(seed);
        PipelineTestDriver expected = joining(seed);
        expected.run();
        RecoveringJob before = cancelled(driver, seed);
        PipelineTestDriver revised = driver.revised(JOIN.replace("{id: pairs, type: memory-sink", """
                        {id: short, type: select, config: {columns: [{name: v, expression: v}, {name: who, expression: who}]}}
                          - {id: narrow, type: memory-sink""".strip())
                .replace("to: {node: pairs, port: in}}", """
                        to: {node: short, port: in}}
                          - {from: {node: short, port: out}, to: {node: narrow, port: in}}""".strip()));
        Comparison comparison = compare(driver, revised);
        assertThat(fates(comparison))
                .isEqualTo(Map.of(
                        "both/left", Fate.CONVERT,
                        "both/right", Fate.KEEP,
                        "orders/positions", Fate.KEEP,
                        "people/positions", Fate.KEEP));
        RecoveringJob job = revised.recovering(new DeploymentId("second"), storage, seed);
        job.startFrom(before, comparison.transfer(FIRST));

        RecoveryTest.livesAndDies(job, revised.plan(), new Random(seed));

        List<List<@Nullable Object>> seen = new ArrayList<>(narrow(revised.standing("pairs")));
        seen.addAll(revised.standing("narrow"));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(narrow(expected.standing("pairs")));
    }

    private static PipelineTestDriver joining(long seed) {
        Random random = new Random(seed);
        List<List<@Nullable Object>> orders = new ArrayList<>();
        List<List<@Nullable Object>> people = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            orders.add(List.of(random.nextInt(200), i, "x" + i));
        }
        for (int i = 0; i < 400; i++) {
            people.add(List.of(random.nextInt(200), "who" + i));
        }
        return PipelineTestDriver.of(JOIN)
                .rows("orders", orders)
                .rows("people", people)
                .parallelism(2);
    }

    private static List<List<@Nullable Object>> narrow(List<List<@Nullable Object>> pairs) {
        return pairs.stream()
                .<List<@Nullable Object>>map(row -> List.of(row.get(1), row.get(3)))
                .toList();
    }

    @Test
    void keysBecomeWiderAndAnAggregateIsLeftOut() {
        PipelineTestDriver driver = driver(7).parallelism(2);
        RecoveringJob before = cancelled(driver, 7);
        UnaryOperator<String> edit = yaml -> yaml.replace("{name: k, type: INT}", "{name: k, type: BIGINT}")
                .replace("{id: m, name: m, function: MAX, argument: v}, ", "");
        PipelineTestDriver wide = driver(7).parallelism(2).revised(edit.apply(PIPELINE));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        driver.rows("source").forEach(row -> {
            List<@Nullable Object> widened = new ArrayList<>(row);
            widened.set(0, number(row.getFirst()));
            rows.add(widened);
        });
        wide.rows("source", rows);
        wide.run();
        PipelineTestDriver revised = driver.revised(edit.apply(PIPELINE)).parallelism(3);
        revised.rows("source", rows);
        revised.forget("keys");
        revised.forget("rows");
        revised.forget("windows");
        Comparison comparison = compare(driver, revised);
        RecoveringJob job = revised.recovering(new DeploymentId("second"), storage, 8);
        job.startFrom(before, comparison.transfer(FIRST));

        RecoveryTest.livesAndDies(job, revised.plan(), new Random(9));

        assertThat(fates(comparison))
                .isEqualTo(Map.of(
                        "per-key/accumulators", Fate.CONVERT,
                        "per-window/accumulators", Fate.CONVERT,
                        "source/positions", Fate.KEEP));
        assertThat(comparison.needsConsent()).containsExactly("per-key");
        assertThat(comparison.changes().stream().map(StateChange::reason))
                .contains("It goes on with `k` as BIGINT", "It goes on with `k` as BIGINT and without `m`");
        // What stood before the change was taken back in its old form, so what came last counts.
        assertThat(last(revised)).isEqualTo(last(wide));
    }

    /** The last that was added for each key. */
    private static Map<String, List<@Nullable Object>> last(PipelineTestDriver driver) {
        Map<String, List<@Nullable Object>> last = new TreeMap<>();
        driver.changes("keys").stream()
                .filter(row -> io.millrace.columns.Change.isAddition(row.change()))
                .forEach(row -> last.put(String.valueOf(row.values().getFirst()), row.values()));
        return last;
    }

    /** Edits that change which column of its input an aggregate's values come from, and of what type that is. */
    static Stream<Named<UnaryOperator<String>>> otherColumns() {
        return Stream.of(
                Named.of("another aggregate of the same argument is left out", yaml -> yaml.replace(COUNTED, "")),
                Named.of(
                        "late rows are read",
                        yaml -> yaml.replace(
                                        "  - {id: rows, type",
                                        "  - {id: missed, type: memory-sink, config: {}}\n  - {id: rows, type")
                                + "  - {from: {node: per-window, port: late}, to: {node: missed, port: in}}\n"),
                Named.of("the argument is never NULL any more", yaml -> yaml.replace(
                                "{name: v, type: INT}", "{name: v, type: INT NOT NULL}")
                        .replace(COUNTED, "")));
    }

    @ParameterizedTest
    @MethodSource("otherColumns")
    void allValuesOfAGroupGoOnWhateverColumnTheyComeFrom(UnaryOperator<String> edit) {
        String gathering = PIPELINE.replace("aggregates: [", "aggregates: [" + COUNTED + GATHERED);
        PipelineTestDriver driver = driver(13).revised(gathering).parallelism(2);
        RecoveringJob before = cancelled(driver, 13);
        PipelineTestDriver expected = driver(13).revised(edit.apply(gathering)).parallelism(2);
        expected.run();
        PipelineTestDriver revised = driver.revised(edit.apply(gathering)).parallelism(3);
        List.of("keys", "windows", "rows").forEach(revised::forget);
        Comparison comparison = compare(driver, revised);
        assertThat(fates(comparison).values()).isSubsetOf(Fate.KEEP, Fate.CONVERT);
        RecoveringJob job = revised.recovering(new DeploymentId("second"), storage, 14);
        job.startFrom(before, comparison.transfer(FIRST));

        RecoveryTest.livesAndDies(job, revised.plan(), new Random(14));

        assertThat(sorted(last(revised).values()))
                .containsExactlyInAnyOrderElementsOf(sorted(last(expected).values()));
        assertThat(revised.standing("windows")).isNotEmpty();
        assertThat(sorted(expected.standing("windows"))).containsAll(sorted(revised.standing("windows")));
    }

    /** In which order values came says how the tasks took turns. */
    private static List<List<@Nullable Object>> sorted(Collection<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .<@Nullable Object>map(value -> value instanceof List<?> values
                                ? values.stream().map(String::valueOf).sorted().toList()
                                : value)
                        .toList())
                .toList();
    }

    @Test
    void whatMeansSomethingElseBeginsAnew() {
        PipelineTestDriver driver = driver(10).parallelism(2);
        RecoveringJob before = cancelled(driver, 10);
        UnaryOperator<String> edit = yaml -> yaml.replace("size: 10 s", "size: 20 s")
                .replace(
                        "{id: a, name: a, function: AVG, argument: v}", "{id: a, name: a, function: MIN, argument: v}");

        PipelineTestDriver revised = goOn(driver, before, edit, 11);

        Comparison comparison = compare(driver, revised);
        assertThat(fates(comparison))
                .isEqualTo(Map.of(
                        "per-key/accumulators", Fate.REBUILD,
                        "per-window/accumulators", Fate.REBUILD,
                        "source/positions", Fate.KEEP));
        assertThat(comparison.needsConsent()).containsExactly("per-key", "per-window");
        assertThat(comparison.changes().stream().map(StateChange::reason))
                .contains("Its `a` was AVG(INT) and is now MIN(INT)");
        // Rows count once all the same.
        PipelineTestDriver expected = driver(10).parallelism(2);
        expected.run();
        assertThat(revised.standing("rows")).containsExactlyInAnyOrderElementsOf(expected.standing("rows"));
    }

    @Test
    void aNodeThatIsGoneIsDroppedAndAnotherSourceIsReadFromItsBeginning() {
        PipelineTestDriver driver = driver(12);
        PipelineTestDriver revised = driver.revised(PIPELINE.replace("splits: 5", "splits: 4")
                .replaceAll("(?s)  - id: per-key.*?(  - \\{id: windows)", "$1")
                .replaceAll(".*per-key.*\n", "")
                .replace("  - {id: keys, type: memory-sink, config: {}}\n", ""));

        Comparison comparison = compare(driver, revised);

        assertThat(fates(comparison))
                .isEqualTo(Map.of(
                        "per-key/accumulators", Fate.DROP,
                        "per-window/accumulators", Fate.KEEP,
                        "source/positions", Fate.REBUILD));
        assertThat(comparison.needsConsent()).containsExactly("per-key", "source");
        assertThat(comparison.changes().stream().map(StateChange::reason))
                .contains("It reads something else and begins at its beginning: `splits` has changed");
    }
}
