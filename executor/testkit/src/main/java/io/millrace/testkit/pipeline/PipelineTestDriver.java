package io.millrace.testkit.pipeline;

import io.millrace.columns.Change;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.state.JobState;
import io.millrace.engine.job.Connectors;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.rewrite.Rewriter;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.testing.NoFiles;
import io.millrace.testkit.checkpoint.RecoveringJob;
import io.millrace.testkit.played.PlayedCluster;
import io.millrace.testkit.played.PlayedCluster.Setup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final PipelineDocument document;
    private final Map<String, List<List<@Nullable Object>>> rows = new HashMap<>();
    private final Map<String, List<ChangedRow>> changes = new HashMap<>();
    private int parallelism = 1;
    private int leastPlanned = 1;
    private boolean rewrites = true;
    private int executors = 1;
    private long seed;
    private List<NodeCounts> nodes = List.of();

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

    /** A driver of another revision: the same rows, unless it is given others, and what came to sinks before. */
    public PipelineTestDriver revised(String yaml) {
        PipelineTestDriver revised = of(yaml);
        revised.rows.putAll(rows);
        changes.forEach((sink, seen) -> revised.changes.put(sink, new ArrayList<>(seen)));
        revised.parallelism = parallelism;
        return revised;
    }

    /** The document. */
    public PipelineDocument document() {
        return document;
    }

    /** The rows of a source node, boxed by column. */
    public PipelineTestDriver rows(String node, List<? extends List<? extends @Nullable Object>> given) {
        List<List<@Nullable Object>> copies = new ArrayList<>();
        given.forEach(row -> copies.add(Collections.unmodifiableList(new ArrayList<>(row))));
        rows.put(node, copies);
        return this;
    }

    /** The rows of a source node. */
    public List<List<@Nullable Object>> rows(String node) {
        return List.copyOf(rows.getOrDefault(node, List.of()));
    }

    /** Forgets what came to a sink node. */
    public void forget(String node) {
        changes.remove(node);
    }

    /** How many tasks, and how many workers that take turns. */
    public PipelineTestDriver parallelism(int tasks) {
        parallelism = tasks;
        return this;
    }

    /** Plans as deployments are planned, which may go on at another parallelism: for two tasks at least. */
    public PipelineTestDriver plannedAsDeployed() {
        leastPlanned = 2;
        return this;
    }

    /** Spreads the tasks over executors; {@code seed} decides how their messages overtake each other. */
    public PipelineTestDriver executors(int count, long chance) {
        executors = count;
        seed = chance;
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
        int planned = Math.max(parallelism, leastPlanned);
        PlanOptions options =
                rewrites ? PlanOptions.ofParallelism(planned) : new PlanOptions(planned, Set.copyOf(Rewriter.names()));
        return planner.plan(planner.check(document, Catalogue.of(descriptors())), Map.of(), options)
                .require()
                .operators()
                .at(parallelism);
    }

    /**
     * Runs to the end.
     *
     * @return how it ended; buffers that were not given back fail the test
     */
    public JobState run() {
        int workersEach = Math.ceilDiv(parallelism, executors);
        PlayedCluster cluster = new PlayedCluster(
                plan(),
                executors == 1 ? Setup.single(parallelism) : Setup.of(executors, workersEach, seed),
                new Connectors(List.of(new MemorySource(rows)), List.of(new MemorySink(changes))),
                new FormatRegistry(List.of()),
                new NoFiles());
        cluster.deploy();
        JobStatus ended = cluster.runToEnd();
        nodes = ended.nodes();
        if (cluster.outstandingBuffers() != 0) {
            throw new AssertionError(
                    cluster.outstandingBuffers() + " buffers were not given back, the job " + ended.state());
        }
        return ended.state();
    }

    /**
     * The job with this plan, for attempts that die; what becomes visible is seen here.
     *
     * @param storage where its checkpoints are
     * @param chance decides what happens when
     */
    public RecoveringJob recovering(CheckpointStorage storage, long chance) {
        return recovering(new DeploymentId("recovering"), storage, chance);
    }

    /** The same as a deployment of this name. */
    public RecoveringJob recovering(DeploymentId deployment, CheckpointStorage storage, long chance) {
        return new RecoveringJob(
                deployment,
                new Connectors(List.of(new MemorySource(rows)), List.of(new MemorySink(changes))),
                new FormatRegistry(List.of()),
                new NoFiles(),
                storage,
                chance);
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
    public List<NodeCounts> nodes() {
        return nodes;
    }
}
