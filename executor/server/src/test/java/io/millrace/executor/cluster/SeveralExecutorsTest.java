package io.millrace.executor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.Running;
import io.millrace.executor.local.Installation;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.rewrite.Rewriter;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import io.millrace.testkit.played.PlayedCluster;
import io.millrace.testkit.played.PlayedCluster.Setup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans whose tasks are spread over executors: real connectors, and a network on which messages overtake each other. */
class SeveralExecutorsTest {

    private static final int FILES = 9;

    private static final String BIDS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids per bidder
            nodes:
              - {id: source, type: nexmark-source, config: {kind: bid, events: 60000, rate: 1000}}
              - {id: time, type: watermark, config: {column: dateTime, outOfOrderness: 4 s}}
              - id: counts
                type: aggregate
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy:
                    - {id: bidder, name: bidder, expression: bidder}
                  aggregates:
                    - {id: bids, name: bids, function: COUNT}
                    - {id: highest, name: highest, function: MAX, argument: price}
              - {id: result, type: file-sink, config: {path: out/result.ndjson, format: json}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: counts, port: in}}
              - {from: {node: counts, port: out}, to: {node: result, port: in}}
            """;

    private static final String MANY_BIDS = BIDS.replace("events: 60000, rate: 1000", "events: 1000000, rate: 20000");

    /** Of a million events 46 of 50 are bids. */
    private static final long BIDS_IN_ALL = 920_000;

    @TempDir
    private Path root;

    @BeforeEach
    void copyFiles() throws IOException {
        Path demo = Path.of("../../deploy/demo").toAbsolutePath().normalize();
        Files.createDirectories(root.resolve("data/flights"));
        Files.copy(demo.resolve("data/airports.csv"), root.resolve("data/airports.csv"));
        List<String> lines = Files.readAllLines(demo.resolve("data/flights.ndjson"));
        int each = Math.ceilDiv(lines.size(), FILES);
        for (int file = 0; file < FILES; file++) {
            Files.write(
                    root.resolve("data/flights/part-" + file + ".ndjson"),
                    lines.subList(file * each, Math.min(lines.size(), (file + 1) * each)));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 4", "3, 1", "3, 2", "3, 4"})
    void windowsInTwoPhasesComeOutAsOnOneExecutor(int executors, int parallelism) throws IOException {
        assertSameAsOnOne(BIDS, executors, PlanOptions.ofParallelism(parallelism));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 4"})
    void windowsInOnePhaseComeOutAsOnOneExecutor(int executors, int parallelism) throws IOException {
        assertSameAsOnOne(BIDS, executors, new PlanOptions(parallelism, Set.copyOf(Rewriter.names())));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 4", "3, 1", "3, 2", "3, 4"})
    void manyFilesAndALookupComeOutAsOnOneExecutor(int executors, int parallelism) throws IOException {
        assertSameAsOnOne(lateFlights(), executors, PlanOptions.ofParallelism(parallelism));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "0, 40", "1, 40", "2, 40"})
    void theJobStartsAgainWithoutAnExecutorThatDies(int dies, int turns) throws IOException {
        List<String> expected = resultOfOne(MANY_BIDS, PlanOptions.ofParallelism(3));
        PlayedCluster cluster = cluster(plan(MANY_BIDS, PlanOptions.ofParallelism(3)), Setup.of(3, 2, dies));
        runIntoTheMidst(cluster, turns);

        cluster.kill(dies);
        untilAttempt(cluster, 2);
        assertThat(cluster.runToEnd().state()).isEqualTo(new Finished());

        assertThat(result()).isEqualTo(expected);
        assertThat(cluster.outstandingBuffers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, out/result.ndjson", "1, out/result.ndjson", "2, out/result.ndjson", "0, out/", "1, out/"})
    void theJobGoesOnFromItsLastCheckpointWithoutAnExecutorThatDies(int dies, String path) throws IOException {
        List<String> expected = resultOfOne(MANY_BIDS, PlanOptions.ofParallelism(3));
        MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
        OperatorPlan plan = plan(MANY_BIDS.replace("out/result.ndjson", path), PlanOptions.ofParallelism(3));
        PlayedCluster cluster = cluster(plan, Setup.of(3, 2, dies), Optional.of(storage));
        cluster.deploy();
        untilVisible(cluster, path);
        long readBefore = read(cluster);

        cluster.kill(dies);
        untilAttempt(cluster, 2);
        assertThat(cluster.runToEnd().state()).isEqualTo(new Finished());

        assertThat(result(path)).isEqualTo(expected);
        assertThat(readBefore).isPositive();
        assertThat(read(cluster)).as("rows the second attempt read").isLessThan(BIDS_IN_ALL);
        assertThat(cluster.outstandingBuffers()).isZero();
        try (Stream<Path> files = Files.list(root.resolve("out"))) {
            assertThat(files)
                    .as("nothing hidden is left")
                    .noneMatch(file -> file.getFileName().toString().startsWith("."));
        }
    }

    /** Until a checkpoint has made something visible. */
    private void untilVisible(PlayedCluster cluster, String path) throws IOException {
        for (int second = 0; result(path).isEmpty(); second++) {
            assertThat(second).as("seconds until something is visible").isLessThan(100);
            // Rows come slowly, what is written fast.
            cluster.work();
            for (int call = 0; call < 30; call++) {
                cluster.io();
            }
            cluster.passes(Duration.ofSeconds(1));
        }
        assertThat(cluster.status().state()).isInstanceOf(Running.class);
    }

    private static long read(PlayedCluster cluster) {
        return cluster.status().nodes().stream()
                .filter(node -> node.nodeId().equals("source"))
                .mapToLong(NodeCounts::rowsOut)
                .sum();
    }

    @Test
    void theJobStartsAgainWhenTwoExecutorsLoseEachOther() throws IOException {
        List<String> expected = resultOfOne(MANY_BIDS, PlanOptions.ofParallelism(2));
        PlayedCluster cluster = cluster(plan(MANY_BIDS, PlanOptions.ofParallelism(2)), Setup.of(2, 1, 7));
        runIntoTheMidst(cluster, 10);

        cluster.cut(1, 0);
        untilAttempt(cluster, 2);
        assertThat(cluster.runToEnd().state()).isEqualTo(new Finished());

        assertThat(result()).isEqualTo(expected);
        assertThat(cluster.outstandingBuffers()).isZero();
    }

    /** The last words of one that came to its end are lost: the other would wait for them for ever. */
    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1"})
    void theJobStartsAgainWhenTheEndOfOneNeverReachesTheOther(int notices, int other) throws IOException {
        List<String> expected = resultOfOne(BIDS, PlanOptions.ofParallelism(2));
        PlayedCluster cluster = cluster(plan(BIDS, PlanOptions.ofParallelism(2)), Setup.of(2, 1, 5));
        cluster.holdEnds(1, 0);
        cluster.deploy();
        cluster.settle();
        assertThat(cluster.partStatuses()).containsExactly(PartStatus.RUNNING, PartStatus.FINISHED);

        cluster.cut(notices, other);
        untilAttempt(cluster, 2);
        assertThat(cluster.runToEnd().state()).isEqualTo(new Finished());

        assertThat(result()).isEqualTo(expected);
        assertThat(cluster.outstandingBuffers()).isZero();
    }

    /** Hundreds of thousands of rows between two reports, as at a million a second. */
    @Test
    void aTapOnAFloodShowsAFewRowsCountsAllAndChangesNothing() throws IOException {
        List<String> expected = resultOfOne(MANY_BIDS, PlanOptions.ofParallelism(2));
        PlayedCluster cluster = cluster(plan(MANY_BIDS, PlanOptions.ofParallelism(2)), Setup.of(2, 1, 3));
        cluster.deploy();
        while (!cluster.partStatuses().contains(PartStatus.RUNNING)) {
            cluster.io();
        }
        List<TapRows> reports = new ArrayList<>();
        while (!cluster.status().state().isFinal()) {
            cluster.tap("source", "out", Duration.ofMinutes(1));
            cluster.io();
            cluster.work();
            cluster.passes(Duration.ofSeconds(1));
            reports.addAll(cluster.shown());
        }

        assertThat(reports).allSatisfy(report -> assertThat(report.rows()).hasSizeLessThanOrEqualTo(TapRows.MOST_ROWS));
        assertThat(reports).anySatisfy(report -> assertThat(report.skipped()).isGreaterThan(10_000));
        long told = reports.stream()
                .mapToLong(report -> report.rows().size() + report.skipped())
                .sum();
        // Of a million events 920,000 are bids; what passed after the last report of an ended task is not told.
        assertThat(told).isBetween(100_000L, 920_000L);
        assertThat(result()).isEqualTo(expected);
        assertThat(cluster.outstandingBuffers()).isZero();
    }

    @Test
    void countsOfANodeAreThoseOfItsTasksEverywhere() throws IOException {
        PlayedCluster cluster = cluster(plan(BIDS, PlanOptions.ofParallelism(4)), Setup.of(3, 2, 3));
        cluster.deploy();
        JobStatus ended = cluster.runToEnd();

        assertThat(ended.nodes()).extracting(NodeCounts::nodeId).containsExactly("source", "time", "counts", "result");
        assertThat(ended.nodes())
                .filteredOn(node -> node.nodeId().equals("result"))
                .singleElement()
                .satisfies(node -> assertThat(node.rowsIn()).isEqualTo(result().size()));
    }

    private void assertSameAsOnOne(String pipeline, int executors, PlanOptions options) throws IOException {
        List<String> expected = resultOfOne(pipeline, options);
        int workersEach = Math.ceilDiv(options.parallelism(), executors);
        PlayedCluster cluster = cluster(plan(pipeline, options), Setup.of(executors, workersEach, executors));
        cluster.deploy();

        assertThat(cluster.runToEnd().state()).isEqualTo(new Finished());
        assertThat(result()).isEqualTo(expected);
        assertThat(cluster.outstandingBuffers()).isZero();
        // A plan of one task needs no other executor.
        assertThat(cluster.mostBlockBytes() > 0)
                .as("rows went from one to another")
                .isEqualTo(plan(pipeline, options).fragments().size() > 1);
    }

    private List<String> resultOfOne(String pipeline, PlanOptions options) throws IOException {
        PlayedCluster alone = cluster(plan(pipeline, options), Setup.single(options.parallelism()));
        alone.deploy();
        assertThat(alone.runToEnd().state()).isEqualTo(new Finished());
        List<String> lines = result();
        assertThat(lines).hasSizeGreaterThan(1_000);
        Files.delete(root.resolve("out/result.ndjson"));
        return lines;
    }

    /** Until rows go from one executor to another, and some turns more. */
    private static void runIntoTheMidst(PlayedCluster cluster, int turns) {
        cluster.deploy();
        while (cluster.mostBlockBytes() == 0) {
            cluster.io();
            cluster.work();
        }
        for (int turn = 0; turn < turns; turn++) {
            cluster.work();
        }
        assertThat(cluster.status().state()).isInstanceOf(Running.class);
    }

    private static void untilAttempt(PlayedCluster cluster, long attempt) {
        for (int second = 0; cluster.status().state().attempt() < attempt; second++) {
            assertThat(second).as("seconds until attempt " + attempt).isLessThan(30);
            cluster.settle();
            cluster.passes(Duration.ofSeconds(1));
        }
    }

    private List<String> result() throws IOException {
        return result("out/result.ndjson");
    }

    private List<String> result(String path) throws IOException {
        List<String> all = new ArrayList<>();
        for (FileStore.Entry file : installation().fileStore(root).list(path)) {
            all.addAll(Files.readAllLines(root.resolve(file.path())));
        }
        all.sort(null);
        return all;
    }

    private static String lateFlights() throws IOException {
        return Files.readString(Path.of("../../deploy/demo/late-flights.yaml"))
                .replace("data/flights.ndjson", "data/flights/*.ndjson")
                .replace("out/late-flights.ndjson", "out/result.ndjson");
    }

    private static OperatorPlan plan(String pipeline, PlanOptions options) {
        Planner planner = new Planner();
        return planner.plan(
                        planner.check(
                                DocumentReader.load(pipeline).require(),
                                installation().catalogue()),
                        Map.of(),
                        options)
                .require()
                .operators();
    }

    private PlayedCluster cluster(OperatorPlan plan, Setup setup) {
        return cluster(plan, setup, Optional.empty());
    }

    private PlayedCluster cluster(OperatorPlan plan, Setup setup, Optional<CheckpointStorage> checkpoints) {
        Installation installation = installation();
        return new PlayedCluster(
                plan,
                setup,
                installation.connectors(),
                installation.formatRegistry(),
                installation.fileStore(root),
                checkpoints);
    }

    private static Installation installation() {
        return Installation.standard(new PrintWriter(Writer.nullWriter()));
    }
}
