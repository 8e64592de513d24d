package io.millrace.executor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Finished;
import io.millrace.executor.local.Installation;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.protocol.plan.OperatorPlan;
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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nexmark q12, whose answer is when rows come: bids come at a pace, of a clock that the test moves. */
class NexmarkByTheClockTest {

    private static final Path Q12 =
            Path.of("../../benchmarks/nexmark/q12.yaml").toAbsolutePath().normalize();

    private static final String BIDS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids
            nodes:
              - {id: bids, type: nexmark-source, config: {kind: bid, events: 20000, rate: 1000}}
              - {id: out, type: file-sink, config: {path: out/bids.ndjson, format: json}}
            edges:
              - {from: {node: bids, port: out}, to: {node: out, port: in}}
            """;

    /** Bids that come each second: 18,400 in 46 seconds, so the last window is cut short by the end. */
    private static final int PACE = 400;

    private static final int WINDOW = 10;

    private final Installation installation = Installation.standard(new PrintWriter(Writer.nullWriter()));

    @TempDir
    private Path root;

    @Test
    void bidsCountInTheTenSecondsInWhichTheyCome() throws IOException {
        run(BIDS, 1);
        PlayedCluster cluster =
                start(Files.readString(Q12).replace("events: 200000", "events: 20000, pace: " + PACE), 1);
        long began = cluster.clock().wallMicros() / 1_000_000;
        finish(cluster);

        List<String> bidders = values("out/bids.ndjson", "bidder");
        Map<String, Integer> expected = new TreeMap<>();
        for (int bid = 0; bid < bidders.size(); bid++) {
            // Those that are due within a second come at its end.
            long second = began + bid / PACE + 1;
            expected.merge(bidders.get(bid) + " from " + second / WINDOW * WINDOW, 1, Integer::sum);
        }
        Map<String, Integer> found = new TreeMap<>();
        for (String line : Files.readAllLines(root.resolve("out/q12.ndjson"))) {
            int seconds = Integer.parseInt(value(line, "window_start").substring(17, 19))
                    + 60 * Integer.parseInt(value(line, "window_start").substring(14, 16));
            found.merge(
                    value(line, "bidder") + " from " + seconds,
                    Integer.parseInt(value(line, "bid_count")),
                    Integer::sum);
        }

        assertThat(found).isEqualTo(expected);
        assertThat(expected.keySet())
                .extracting(key -> key.replaceAll(".* ", ""))
                .contains("0", "10", "20", "30", "40");
    }

    /** With several tasks the rows of a second are others, but each counts once. */
    @Test
    void severalTasksCountEachBidOnce() throws IOException {
        PlayedCluster cluster =
                start(Files.readString(Q12).replace("events: 200000", "events: 20000, pace: " + PACE), 3);
        finish(cluster);

        assertThat(values("out/q12.ndjson", "bid_count").stream()
                        .mapToInt(Integer::parseInt)
                        .sum())
                .isEqualTo(18_400);
    }

    private void run(String document, int parallelism) {
        finish(start(document, parallelism));
    }

    private PlayedCluster start(String document, int parallelism) {
        Planner planner = new Planner();
        OperatorPlan plan = planner.plan(
                        planner.check(DocumentReader.load(document).require(), installation.catalogue()),
                        Map.of(),
                        PlanOptions.ofParallelism(parallelism))
                .require()
                .operators();
        PlayedCluster cluster = new PlayedCluster(
                plan,
                Setup.single(parallelism),
                installation.connectors(),
                installation.formatRegistry(),
                installation.fileStore(root));
        cluster.deploy();
        cluster.settle();
        return cluster;
    }

    private static void finish(PlayedCluster cluster) {
        while (!cluster.status().state().isFinal()) {
            cluster.passes(Duration.ofSeconds(1));
            cluster.settle();
        }
        assertThat(cluster.status().state()).isInstanceOf(Finished.class);
    }

    private List<String> values(String file, String column) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve(file))) {
            values.add(value(line, column));
        }
        return values;
    }

    /** The value of a column in a line of JSON. */
    private static String value(String line, String column) {
        Matcher matcher =
                Pattern.compile("\"%s\":\"?([^\",}]*)".formatted(column)).matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }
}
