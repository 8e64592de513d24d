package io.millrace.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Phase;
import io.millrace.executor.local.Installation;
import io.millrace.executor.local.LocalRun;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.protocol.plan.OperatorPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Nexmark bids, counted by bidder and 10 seconds of event time, of which a thousand events make one. */
final class BidsPerWindow {

    static final String SINK = "file";

    private static final int PARALLELISM = 4;

    private BidsPerWindow() {}

    /** As fast as it goes. */
    static OperatorPlan plan(long events, String out) throws IOException {
        return plan(events, "", out);
    }

    /** So many rows a second, that something can happen while it runs. */
    static OperatorPlan paced(long events, int pace, String out) throws IOException {
        return plan(events, ", pace: " + pace, out);
    }

    private static OperatorPlan plan(long events, String pace, String out) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                BidsPerWindow.class.getResourceAsStream("bids-per-window.yaml"), "the pipeline")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("EVENTS", Long.toString(events))
                    .replace("PACE", pace)
                    .replace("OUT", out);
            Planner planner = new Planner();
            return planner.plan(
                            planner.check(
                                    DocumentReader.load(text).require(),
                                    installation().catalogue()),
                            Map.of(),
                            PlanOptions.ofParallelism(PARALLELISM))
                    .require()
                    .operators();
        }
    }

    private static Installation installation() {
        return Installation.standard(new PrintWriter(Writer.nullWriter()));
    }

    /** The rows of one run in this process. */
    static List<String> ofOneProcess(Path folder, long events) throws IOException, InterruptedException {
        Installation installation = installation();
        try (EngineHost host = new EngineHost(2)) {
            LocalRun run =
                    new LocalRun(plan(events, "one-process"), host, installation, installation.fileStore(folder));
            run.start();
            assertThat(run.await(Duration.ofMinutes(1)))
                    .hasValueSatisfying(
                            status -> assertThat(status.state().phase()).isEqualTo(Phase.FINISHED));
        }
        return rows(folder, "one-process");
    }

    /** The rows in a result, in the order of their texts. */
    static List<String> rows(Path folder, String out) throws IOException {
        try (var lines = Files.lines(folder.resolve(out + ".ndjson"))) {
            return lines.sorted().toList();
        }
    }
}
