package io.millrace.testkit.job;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.JobState;
import io.millrace.engine.job.Connectors;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.testing.NoFiles;
import io.millrace.testkit.played.PlayedCluster;
import io.millrace.testkit.played.PlayedCluster.Setup;
import java.util.List;
import java.util.Map;

/**
 * A job whose workers, I/O threads and clock the test plays. Rows of {@code source} go through {@code 100 / v} to the sinks
 * {@code left} and {@code right}.
 */
final class JobRun {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: scripted
            name: Scripted
            nodes:
              - {id: source, type: scripted-source, config: {schema: [{name: v, type: BIGINT NOT NULL}]}}
              - {id: divide, type: select, config: {columns: [{name: q, expression: 100 / v}]}}
              - {id: left, type: scripted-sink, config: {}}
              - {id: right, type: scripted-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: divide, port: in}}
              - {from: {node: divide, port: out}, to: {node: left, port: in}}
              - {from: {node: divide, port: out}, to: {node: right, port: in}}
            """;

    final Script script = new Script();
    final ScriptedSource source = new ScriptedSource(script);
    final PlayedCluster cluster;

    JobRun(int parallelism) {
        ScriptedSink sink = new ScriptedSink(script);
        Planner planner = new Planner();
        OperatorPlan plan = planner.plan(
                        planner.check(
                                DocumentReader.load(PIPELINE).require(),
                                Catalogue.of(List.of(source.descriptor(), sink.descriptor()))),
                        Map.of(),
                        PlanOptions.ofParallelism(parallelism))
                .require()
                .operators();
        cluster = new PlayedCluster(
                plan,
                Setup.single(parallelism),
                new Connectors(List.of(source), List.of(sink)),
                new FormatRegistry(List.of()),
                new NoFiles());
    }

    void start() {
        cluster.deploy();
    }

    void stop() {
        cluster.desire(Desired.STOP);
    }

    void cancel() {
        cluster.desire(Desired.CANCEL);
    }

    JobState state() {
        return cluster.status().state();
    }

    /** One thing an I/O thread has to do. */
    void oneIo() {
        if (!cluster.io()) {
            throw new AssertionError("There is no I/O to do");
        }
    }

    /** The workers, until nothing moves; I/O waits. */
    void work() {
        // A task may have sent itself a message in a turn that did nothing else, so it is asked once more.
        int idleTurns = 0;
        while (idleTurns < 2) {
            idleTurns = cluster.work() ? 0 : idleTurns + 1;
        }
    }

    /** Everything, until nothing moves. */
    void settle() {
        work();
        while (cluster.io()) {
            work();
        }
    }
}
