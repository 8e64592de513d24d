package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.FileCheckpointStorage;
import io.millrace.testkit.checkpoint.RecoveringJob;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a job that is gone, as the command reads them. */
final class VerifyCheckpointTest {

    private static final String COUNTS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: counts
            name: Counts
            nodes:
              - id: source
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: BIGINT}], splits: 3}
              - id: per-key
                type: aggregate
                config:
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: s, name: s, function: SUM, argument: v}]
              - {id: sums, type: memory-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: per-key, port: in}}
              - {from: {node: per-key, port: out}, to: {node: sums, port: in}}
            """;

    @TempDir
    private Path folder;

    private Path last = Path.of("");

    @BeforeEach
    void takeCheckpoints() throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 3_000; i++) {
            rows.add(List.of((int) (i % 37), i));
        }
        PipelineTestDriver driver =
                PipelineTestDriver.of(COUNTS).rows("source", rows).parallelism(2);
        RecoveringJob job = driver.recovering(new FileCheckpointStorage(folder), 7);
        while (job.restores() < 2) {
            assertThat(job.attempt(driver.plan(), 2, 400)).isFalse();
        }
        last = Objects.requireNonNull(
                folder.resolve(job.completed().orElseThrow().manifest()).getParent());
        assertThat(states()).isNotEmpty();
    }

    private List<Path> states() throws IOException {
        try (Stream<Path> files = Files.list(last)) {
            return files.filter(file -> file.getFileName().toString().startsWith("task-"))
                    .sorted()
                    .toList();
        }
    }

    private Cli verify(Path place) {
        return Cli.run("checkpoint", "verify", place.toUri().toString());
    }

    @Test
    void soundCheckpointsAreReadWhole() throws IOException {
        Cli all = verify(folder);
        Cli one = verify(last);

        assertThat(all.code()).as(all.out() + all.err()).isZero();
        assertThat(all.out().lines()).hasSizeGreaterThan(1).allSatisfy(line -> assertThat(line)
                .startsWith("whole"));
        assertThat(one.code()).isZero();
        assertThat(one.out()).startsWith("whole    " + folder.relativize(last)).endsWith(" rows\n");
        assertThat(verify(last.resolve("manifest"))).isEqualTo(one);
    }

    @Test
    void everyDamagedByteIsFoundWithItsFile() throws IOException {
        List<Path> files = new ArrayList<>(states());
        files.add(last.resolve("manifest"));
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int position = 0; position < bytes.length; position += 1 + bytes.length / 23) {
                bytes[position] ^= 0x20;
                Files.write(file, bytes);

                Cli found = verify(last);

                assertThat(found.code()).isEqualTo(ExitCode.PROBLEMS);
                assertThat(found.out())
                        .startsWith("damaged")
                        .contains("\n  " + folder.relativize(file).toString());
                bytes[position] ^= 0x20;
            }
            Files.write(file, bytes);
        }
        assertThat(verify(last).code()).isZero();
    }

    @Test
    void aMissingFileIsNamedOnceAndTheOthersAreRead() throws IOException {
        Path gone = states().getFirst();
        Files.delete(gone);

        Cli found = verify(folder);

        assertThat(found.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(found.out().lines().filter(line -> line.startsWith("  ")))
                .singleElement()
                .asString()
                .contains(folder.relativize(gone) + ": A file of the checkpoint is missing");
        assertThat(found.out()).contains("whole ");
    }

    @Test
    void aShorterFileAndOneBehindItsEndAreDamaged() throws IOException {
        Path file = states().getFirst();
        byte[] bytes = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(verify(last).out())
                .contains("damaged")
                .contains(folder.relativize(file).toString());

        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertThat(verify(last).out()).contains("it has " + (bytes.length + 1) + " bytes and had " + bytes.length);
    }

    @Test
    void aManifestOfAnotherCheckpointIsNoneOfThisOne() throws IOException {
        Path other = folder.resolve("elsewhere/1/1");
        Files.createDirectories(other);
        Files.copy(last.resolve("manifest"), other.resolve("manifest"));

        assertThat(verify(other).out())
                .startsWith("damaged")
                .contains("and belongs to " + folder.relativize(last) + "/manifest");
    }

    @Test
    void whereThereIsNoneIsAnError() {
        Cli empty = verify(folder.resolve("empty"));
        Cli absent = verify(folder.resolve("counts/9/9"));
        Cli wrong = Cli.run("checkpoint", "verify", "/var/lib");

        assertThat(empty.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(empty.err()).contains("There is no checkpoint at file:");
        assertThat(absent.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(absent.out()).contains("counts/9/9/manifest` is missing");
        assertThat(wrong.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(wrong.err()).contains("URI names no place for checkpoints: '/var/lib'");
    }
}
