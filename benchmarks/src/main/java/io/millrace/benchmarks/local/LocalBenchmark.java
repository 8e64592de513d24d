package io.millrace.benchmarks.local;

import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.state.Finished;
import io.millrace.engine.port.PortLedger;
import io.millrace.executor.local.Installation;
import io.millrace.executor.local.LocalRun;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.executor.runtime.ProcessState;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.rewrite.Rewriter;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.StateBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs each pipeline some times in one process and prints the last runs: rows/s, nanoseconds of all workers per row,
 * CPU and allocated bytes per row. The first run warms up and is printed as such.
 */
@Command(
        name = "local",
        description = {
            "Runs whole pipelines in this process and prints rows/s, ns per row (of all workers together), CPU ns per row of",
            "the whole process, bytes per row allocated by workers, and milliseconds of collection."
        },
        mixinStandardHelpOptions = true)
public final class LocalBenchmark implements Callable<Integer> {

    /** A pipeline, and how many events it reads unless told otherwise. */
    private enum Pipeline {
        STATELESS("nexmark-filter-select", 20_000_000, "nexmark full rows → filter → select → nothing"),
        NDJSON("ndjson-filter", 2_000_000, "NDJSON file → filter → nothing"),
        TUMBLING("nexmark-tumbling-count", 20_000_000, "nexmark → tumbling 10 s count by bidder → nothing");

        private final String file;
        private final long events;
        private final String title;

        Pipeline(String file, long events, String title) {
            this.file = file;
            this.events = events;
            this.title = title;
        }
    }

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Duration LOOK = Duration.ofMillis(500);

    @Option(names = "--parallelism", paramLabel = "N", description = "Tasks and workers. Default: ${DEFAULT-VALUE}.")
    private int parallelism = 2;

    @Option(names = "--rows", paramLabel = "N", description = "Events to read, in place of each pipeline's own number.")
    private Optional<Long> rows = Optional.empty();

    @Option(names = "--only", paramLabel = "NAME", description = "Only this one of: ${COMPLETION-CANDIDATES}.")
    private Optional<Pipeline> only = Optional.empty();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Measured runs after the warm-up. Default: ${DEFAULT-VALUE}.")
    private int runs = 3;

    @Option(names = "--no-rewrites", description = "Plans the pipelines as drawn.")
    private boolean noRewrites;

    @Option(names = "--taps", description = "Looks at the rows that pass every port, twice a second.")
    private boolean taps;

    /** For picocli. */
    public LocalBenchmark() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Path files = Files.createTempDirectory("millrace-bench");
        out.printf(
                Locale.ROOT,
                "%-52s %6s %14s %9s %12s %12s %8s%n",
                "pipeline, parallelism " + parallelism,
                "run",
                "rows/s",
                "ns/row",
                "CPU ns/row",
                "bytes/row",
                "GC ms");
        try (ProcessState state = ProcessState.byDefault();
                EngineHost host = new EngineHost(parallelism)) {
            for (Pipeline pipeline : Pipeline.values()) {
                if (only.isEmpty() || only.get() == pipeline) {
                    measure(pipeline, new Place(host, state.backend(), files), out);
                }
            }
        } finally {
            delete(files);
        }
        return 0;
    }

    /** Where runs take place, one after the other. */
    private record Place(EngineHost host, StateBackend state, Path files) {}

    private void measure(Pipeline pipeline, Place place, PrintWriter out) throws Exception {
        long events = rows.orElse(pipeline.events);
        if (pipeline == Pipeline.NDJSON) {
            run(plan("nexmark-to-ndjson", events), place);
        }
        OperatorPlan plan = plan(pipeline.file, events);
        for (int run = 0; run <= runs; run++) {
            Measurement before = Measurement.now(place.host.workerThreads());
            List<NodeCounts> nodes = run(plan, place);
            Measurement cost = Measurement.now(place.host.workerThreads()).since(before);
            long read = nodes.stream()
                    .filter(node -> node.nodeId().equals("source"))
                    .mapToLong(NodeCounts::rowsOut)
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "%-52s %6s %,14.0f %9.1f %12.1f %12.2f %8d%n",
                    run == 0 ? pipeline.title : "",
                    run == 0 ? "warm" : run,
                    read / (cost.wallNanos() / 1e9),
                    (double) cost.wallNanos() * parallelism / read,
                    (double) cost.cpuNanos() / read,
                    (double) cost.workerBytes() / read,
                    cost.gcMillis());
        }
    }

    private OperatorPlan plan(String name, long events) throws IOException {
        Planner planner = new Planner();
        Installation installation = installation();
        try (InputStream resource = LocalBenchmark.class.getResourceAsStream(name + ".yaml")) {
            if (resource == null) {
                throw new IllegalStateException("There is no pipeline " + name);
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("EVENTS", Long.toString(events));
            TypedGraph graph = planner.check(DocumentReader.load(text).require(), installation.catalogue());
            PlanOptions options = noRewrites
                    ? new PlanOptions(parallelism, Set.copyOf(Rewriter.names()))
                    : PlanOptions.ofParallelism(parallelism);
            return planner.plan(graph, Map.of(), options).require().operators();
        }
    }

    private static Installation installation() {
        return Installation.standard(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .with(List.of(), List.of(DiscardSink.connector()));
    }

    private List<NodeCounts> run(OperatorPlan plan, Place place) throws InterruptedException {
        Installation installation = installation();
        PortLedger ports = new PortLedger(TapRows.MOST_TAPS);
        EngineHost host = place.host;
        long latest = host.clock().nanoTime() + LONGEST.toNanos();
        if (taps) {
            plan.operators().forEach(operator -> operator.nodeIds().forEach(node -> ports.open(node, "out", latest)));
        }
        LocalRun run = new LocalRun(plan, host, installation, installation.fileStore(place.files), place.state, ports);
        run.start();
        Optional<JobStatus> ended = run.await(LOOK);
        while (ended.isEmpty() && host.clock().nanoTime() < latest) {
            ports.drain(host.clock().nanoTime());
            ended = run.await(LOOK);
        }
        JobStatus outcome = ended.orElseThrow(() -> new IllegalStateException("The run does not end"));
        if (!(outcome.state() instanceof Finished)) {
            throw new IllegalStateException("The run ended " + outcome);
        }
        return outcome.nodes();
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
