package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.local.Installation;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.state.FileCheckpointStorage;
import io.millrace.testkit.checkpoint.RecoveringJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a checkpoint of a job that is gone; what savepoints hold is tested where they are made. */
final class SavepointCommandTest {

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids per bidder
            nodes:
              - {id: source, type: nexmark-source, config: {kind: bid, events: 1000000, rate: 1000}}
              - id: per-bidder
                type: aggregate
                config:
                  groupBy: [{id: bidder, name: bidder, expression: bidder}]
                  aggregates: [{id: n, name: n, function: COUNT}]
              - {id: print, type: print-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: per-bidder, port: in}}
              - {from: {node: per-bidder, port: out}, to: {node: print, port: in}}
            """;

    @TempDir
    private Path folder;

    private Path pipeline = Path.of("");
    private String checkpoint = "";

    @BeforeEach
    void takeCheckpoint() throws IOException {
        pipeline = Files.writeString(folder.resolve("bids.yaml"), PIPELINE);
        Installation installation = Installation.standard(new PrintWriter(Writer.nullWriter()));
        Planner planner = new Planner();
        OperatorPlan plan = planner.plan(
                        planner.check(DocumentReader.load(PIPELINE).require(), installation.catalogue()),
                        Map.of(),
                        PlanOptions.ofParallelism(2))
                .require()
                .operators();
        Path place = folder.resolve("checkpoints");
        RecoveringJob job = new RecoveringJob(
                new DeploymentId("of-bids"),
                installation.connectors(),
                installation.formatRegistry(),
                installation.fileStore(folder),
                new FileCheckpointStorage(place),
                7);
        while (job.completed().isEmpty()) {
            assertThat(job.attempt(plan, 2, 1_000)).isFalse();
        }
        String manifest = job.completed().orElseThrow().manifest();
        checkpoint = place.toUri() + manifest;
    }

    private Cli export(Path file) {
        return Cli.run("savepoint", "export", checkpoint, pipeline.toString(), file.toString());
    }

    @Test
    void aSavepointOfACheckpointIsShownAndVerified() {
        Path file = folder.resolve("bids.zip");

        Cli exported = export(file);
        Cli shown = Cli.run("savepoint", "show", file.toString());
        Cli verified = Cli.run("savepoint", "verify", file.toString());

        assertThat(exported.code()).as(exported.out() + exported.err()).isZero();
        assertThat(exported.out())
                .startsWith("Pipeline bids, deployment of-bids, checkpoint ")
                .containsPattern("per-bidder accumulators +[1-9][0-9,]* rows");
        assertThat(shown).isEqualTo(exported);
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).startsWith("whole ").containsPattern("[1-9][0-9,]* rows\n");
    }

    @Test
    void anotherRevisionIsRefusedAndNothingIsWritten() throws IOException {
        Files.writeString(pipeline, PIPELINE.replace("function: COUNT", "function: MAX, argument: price"));
        Path file = folder.resolve("bids.zip");

        Cli exported = export(file);

        assertThat(exported.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(exported.out()).contains("was not taken by this revision of the pipeline bids");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsThereStaysAndOneThatIsDamagedIsNamed() throws IOException {
        Path file = folder.resolve("bids.zip");
        assertThat(export(file).code()).isZero();
        byte[] bytes = Files.readAllBytes(file);

        assertThat(export(file).err()).contains("There is a file " + file + " already");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);

        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        Cli verified = Cli.run("savepoint", "verify", file.toString());
        assertThat(verified.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(verified.out()).contains("The savepoint is damaged");
    }

    @Test
    void whatIsNoCheckpointOrNoFileIsSaid() throws IOException {
        Cli place = Cli.run(
                "savepoint", "export", folder.resolve("checkpoints").toUri().toString(), pipeline.toString(), "x.zip");
        Cli absent = Cli.run("savepoint", "show", folder.resolve("absent.zip").toString());
        Cli text = Cli.run("savepoint", "show", pipeline.toString());

        assertThat(List.of(place.code(), absent.code(), text.code())).containsOnly(ExitCode.PROBLEMS);
        assertThat(place.err()).contains("names no checkpoint");
        assertThat(absent.err()).contains("There is no file");
        assertThat(text.out()).contains("it is no ZIP file that begins with savepoint.json");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
    }
}
