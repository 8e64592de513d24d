package io.millrace.testkit.pipeline;

import io.millrace.columns.Change;
import io.millrace.columns.KeyGroups;
import io.millrace.engine.job.Connectors;
import io.millrace.engine.job.JobOutcome;
import io.millrace.engine.job.JobResources;
import io.millrace.engine.job.LocalJob;
import io.millrace.engine.job.NodeReport;
import io.millrace.engine.task.Worker;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.rewrite.Rewriter;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.testing.ManualBlockingWork;
import io.millrace.spi.testing.ManualClock;
import io.millrace.spi.testing.NoFiles;
import io.millrace.state.HeapStateBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a document in the thread of the test. Sources are {@code memory-source} nodes, sinks {@code memory-sink} nodes.
 *
 * <pre>{@code
 * PipelineTestDriver driver = PipelineTestDriver.of(yaml).rows("orders", rows).parallelism(2);
 * driver.run();
 * assertThat(driver.standing("result")).containsExactlyInAnyOrder(…);
 * }</pre>
 */
public final class PipelineTestDriver {

    /** Turns of all workers without anything happening after which a run counts as stuck. */
    private static final int MOST_IDLE_TURNS = 10_000;

    private final PipelineDocument document;
    private final Map<String, List<List<@Nullable Object>>> rows = new HashMap<>();
    private final Map<String, List<ChangedRow>> changes = new HashMap<>();
    private final ManualClock clock = new ManualClock();
    private final ManualBlockingWork blockingWork = ManualBlockingWork.deferred();
    private int parallelism = 1;
    private boolean rewrites = true;
    private @Nullable LocalJob job;

    private PipelineTestDriver(PipelineDocument document) {
        this.document = document;
    }

    /** A driver of the pipeline in this YAML. */
    public static PipelineTestDriver of(String yaml) {
        return new PipelineTestDriver(DocumentReader.load(yaml).require());
    }

    /** A driver of this pipeline. */
    public static PipelineTestDriver of(PipelineDocument document) {
        return new PipelineTestDriver(document);
    }

    /** What planner and designer see of the memory connectors. */
    public static List<NodeTypeDescriptor> descriptors() {
        return List.of(new MemorySource(Map.of()).descriptor(), new MemorySink(new HashMap<>()).descriptor());
    }

    /** The rows of a source node, boxed by column. */
    public PipelineTestDriver rows(String node, List<? extends List<? extends @Nullable Object>> given) {
        List<List<@Nullable Object>> copies = new ArrayList<>();
        given.forEach(row -> copies.add(Collections.unmodifiableList(new ArrayList<>(row))));
        rows.put(node, copies);
        return this;
    }

    /** How many tasks, and how many workers that take turns. */
    public PipelineTestDriver parallelism(int tasks) {
        parallelism = tasks;
        return this;
    }

    /** Plans as drawn. */
    public PipelineTestDriver withoutRewrites() {
        rewrites = false;
        return this;
    }

    /** The operator plan. */
    public OperatorPlan plan() {
        Planner planner = new Planner();
        PlanOptions options = rewrites
                ? PlanOptions.ofParallelism(parallelism)
                : new PlanOptions(parallelism, Set.copyOf(Rewriter.names()));
        return planner.plan(planner.check(document, Catalogue.of(descriptors())), Map.of(), options)
                .require()
                .operators();
    }

    /**
     * Runs to the end.
     *
     * @return how it ended; buffers that were not given back fail the test
     */
    public JobOutcome run() {
        List<Worker> workers =
                IntStream.range(0, parallelism).mapToObj(_ -> new Worker(clock)).toList();
        LocalJob running = new LocalJob(
                plan(),
                new JobResources(
                        new Connectors(List.of(new MemorySource(rows)), List.of(new MemorySink(changes))),
                        new FormatRegistry(List.of()),
                        new NoFiles(),
                        (operator, task, tasks) ->
                                new HeapStateBackend().access(operator, KeyGroups.range(task, tasks)),
                        workers,
                        Runnable::run,
                        clock,
                        blockingWork),
                "test");
        job = running;
        running.start();
        int idleTurns = 0;
        while (running.outcome().isEmpty()) {
            boolean worked = blockingWork.runNext();
            for (Worker worker : workers) {
                worked |= worker.runOnce();
            }
            idleTurns = worked ? 0 : idleTurns + 1;
            if (idleTurns > MOST_IDLE_TURNS) {
                throw new AssertionError("The pipeline is stuck: " + running.nodes());
            }
        }
        JobOutcome outcome = running.outcome().orElseThrow();
        if (outcome.error().isEmpty() && running.outstandingBuffers() != 0) {
            throw new AssertionError(running.outstandingBuffers() + " buffers were not given back");
        }
        return outcome;
    }

    /** The changes that came to a sink node, in order. */
    public List<ChangedRow> changes(String node) {
        return List.copyOf(changes.getOrDefault(node, List.of()));
    }

    /**
     * The rows that stand at a sink node: added and not taken back.
     *
     * @throws AssertionError if a row was taken back that did not stand
     */
    public List<List<@Nullable Object>> standing(String node) {
        List<List<@Nullable Object>> standing = new ArrayList<>();
        for (ChangedRow row : changes(node)) {
            if (Change.isAddition(row.change())) {
                standing.add(row.values());
            } else if (!standing.remove(row.values())) {
                throw new AssertionError("Taken back without having stood: " + row);
            }
        }
        return standing;
    }

    /** What each node counted. */
    public Map<String, NodeReport> nodes() {
        LocalJob ran = job;
        if (ran == null) {
            throw new IllegalStateException("It has not run yet");
        }
        return ran.nodes();
    }
}
