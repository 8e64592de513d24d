package io.millrace.executor.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.plan.compare.Comparison;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Restore;
import io.millrace.spi.error.RunException;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.checkpoint.MemoryCheckpointStorage;
import io.millrace.testkit.checkpoint.RecoveringJob;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job dies, its last checkpoint becomes a savepoint, and from that another revision goes on somewhere else. */
final class SavepointTest {

    private static final DeploymentId FIRST = new DeploymentId("first");
    private static final DeploymentId IMPORTED = new DeploymentId("imported");
    private static final long MOST_BYTES = 10 << 20;

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
                  aggregates: [{id: m, name: m, function: MAX, argument: v}, {id: a, name: a, function: AVG, argument: v}]
              - {id: pairs, type: join, config: {kind: regular, on: [{id: on, left: k, right: k}], columns: [{name: m, column: m}]}}
              - {id: windows, type: memory-sink, config: {}}
              - {id: joined, type: memory-sink, config: {}}
              - {id: rows, type: memory-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: per-window, port: in}}
              - {from: {node: time, port: out}, to: {node: per-key, port: in}}
              - {from: {node: time, port: out}, to: {node: pairs, port: left}}
              - {from: {node: per-key, port: out}, to: {node: pairs, port: right}}
              - {from: {node: per-window, port: out}, to: {node: windows, port: in}}
              - {from: {node: pairs, port: out}, to: {node: joined, port: in}}
              - {from: {node: time, port: out}, to: {node: rows, port: in}}
            """;

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
    private final SavepointFiles files = new SavepointFiles(new MemoryCheckpointStorage(), "savepoints/one");

    static PipelineTestDriver driver(long seed) {
        Random random = new Random(seed);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(List.of(random.nextInt(60), i, i * 250_000L - random.nextInt(2) * 1_000_000L));
        }
        return PipelineTestDriver.of(PIPELINE)
                .rows("source", rows)
                .parallelism(2)
                .plannedAsDeployed();
    }

    /** A job that was cancelled with a checkpoint somewhere in the middle. */
    private RecoveringJob cancelled(PipelineTestDriver driver, long seed) {
        return cancelled(driver, storage, seed);
    }

    /** The same, whose checkpoints are in this storage and of the deployment {@code first}. */
    static RecoveringJob cancelled(PipelineTestDriver driver, MemoryCheckpointStorage storage, long seed) {
        for (long chance = seed; chance < seed + 50_000; chance += 1_000) {
            RecoveringJob job = driver.recovering(FIRST, storage, chance);
            boolean ended = job.attempt(driver.plan(), 2, 2_000);
            if (!ended && job.completed().isPresent()) {
                job.cancel(driver.plan());
                return job;
            }
            storage.files().clear();
            List.of("rows", "windows", "joined").forEach(driver::forget);
        }
        throw new AssertionError("No attempt dies between a checkpoint and its end");
    }

    private Savepoint write(PipelineTestDriver driver, RecoveringJob job) throws IOException {
        String manifest = job.completed().orElseThrow().manifest();
        return new SavepointWriter(new HeapStateBackend(), storage, files)
                .write(new CheckpointFiles(storage).read(manifest), driver.document(), driver.plan());
    }

    private Savepoint savepoint() throws IOException {
        PipelineTestDriver driver = driver(5);
        return write(driver, cancelled(driver, 5));
    }

    private byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SavepointArchive.write(files, bytes);
        return bytes.toByteArray();
    }

    private static SavepointFiles unpacked(byte[] archive) throws IOException {
        SavepointFiles to = new SavepointFiles(new MemoryCheckpointStorage(), "elsewhere");
        SavepointArchive.read(new ByteArrayInputStream(archive), to, MOST_BYTES);
        return to;
    }

    private static SavepointReader reader(SavepointFiles files) throws IOException {
        return new SavepointReader(new HeapStateBackend(), files, MOST_BYTES);
    }

    /** Other names, and a node between; its plan has other operators. */
    private static String revised() {
        return PIPELINE.replace("name: Revisions", "name: Renamed")
                .replace("  - {id: rows, type: memory-sink, config: {}}\n", """
                          - {id: all, type: filter, config: {condition: v >= 0}}
                          - {id: rows, type: memory-sink, config: {}}
                        """)
                .replace("  - {from: {node: time, port: out}, to: {node: per-key, port: in}}\n", """
                          - {from: {node: time, port: out}, to: {node: all, port: in}}
                          - {from: {node: all, port: out}, to: {node: per-key, port: in}}
                        """);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 8"})
    void anotherRevisionGoesOnFromItWithoutTheCheckpoint(long seed, int parallelism) throws IOException {
        PipelineTestDriver expected = driver(seed);
        expected.run();
        PipelineTestDriver driver = driver(seed);
        write(driver, cancelled(driver, seed));
        byte[] archive = archive();
        storage.files().clear();

        SavepointReader reader = reader(unpacked(archive));
        MemoryCheckpointStorage there = new MemoryCheckpointStorage();
        String manifest = reader.restore(there, IMPORTED, (_, _) -> {});
        PipelineTestDriver revised =
                driver.revised(revised()).parallelism(parallelism).plannedAsDeployed();
        Comparison comparison = Comparison.of(
                new Comparison.Planned(reader.document(), reader.plan()),
                new Comparison.Planned(revised.document(), revised.plan()));
        RecoveringJob job = revised.recovering(new DeploymentId("second"), there, seed);
        job.startFrom(Restore.of(reader.description().checkpoint(), manifest, comparison.transfer(IMPORTED)));
        boolean ended = false;
        for (int deaths = 0; deaths < 3 && !ended; deaths++) {
            ended = job.attempt(revised.plan(), 2, 1_500);
        }
        if (!ended) {
            job.toEnd(revised.plan(), 2);
        }

        assertThat(comparison.needsConsent()).isEmpty();
        for (String sink : List.of("rows", "windows", "joined")) {
            assertThat(revised.standing(sink)).as(sink).containsExactlyInAnyOrderElementsOf(expected.standing(sink));
        }
    }

    @Test
    void aCheckpointMadeOfASavepointGivesTheSameSavepoint() throws IOException {
        Savepoint first = savepoint();
        MemoryCheckpointStorage there = new MemoryCheckpointStorage();
        SavepointReader reader = reader(files);
        String manifest = reader.restore(there, FIRST, (_, _) -> {});
        SavepointFiles again = new SavepointFiles(new MemoryCheckpointStorage(), "again");

        Savepoint second = new SavepointWriter(new HeapStateBackend(), there, again)
                .write(new CheckpointFiles(there).read(manifest), reader.document(), reader.plan());

        assertThat(rows(second)).isEqualTo(rows(first)).anyMatch(state -> !state.endsWith(" 0"));
        assertThat(second.sources()).isEqualTo(first.sources());
        assertThat(second.planSha256()).isEqualTo(first.planSha256());
    }

    private static List<String> rows(Savepoint savepoint) {
        return savepoint.operators().stream()
                .flatMap(operator -> operator.parts().stream().flatMap(part -> part.states().stream()
                        .map(state -> operator.node() + part.watermarks() + part.firstGroup() + state.role()
                                + state.key() + state.value() + " " + state.rows())))
                .sorted()
                .toList();
    }

    @Test
    void whatItSaysOfItselfIsAsTheSchemaInDocsHasIt() throws IOException {
        savepoint();
        Path schema = Path.of(System.getProperty("millrace.home"), "docs/savepoint.schema.json");
        String description = new String(files.all(SavepointFiles.DESCRIPTION), StandardCharsets.UTF_8);

        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Files.readString(schema))
                        .validate(description, InputFormat.JSON))
                .isEmpty();
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Files.readString(schema))
                        .validate(description.replace("\"rows\"", "\"lines\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void allOfItIsReadAgain() throws IOException {
        Savepoint savepoint = savepoint();

        assertThat(reader(unpacked(archive())).verify())
                .isEqualTo(savepoint.operators().stream()
                        .flatMap(operator -> operator.parts().stream())
                        .flatMap(part -> part.states().stream())
                        .mapToLong(Savepoint.StateFile::rows)
                        .sum())
                .isPositive();
    }

    private static void refused(String code, String place, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(RunException.class, e -> {
            assertThat(e.error().code()).isEqualTo(code);
            assertThat(e.error().position()).contains(place);
        });
    }

    @Test
    void eachFileThatIsChangedShorterOrMissingIsNamed() throws IOException {
        Savepoint savepoint = savepoint();
        MemoryCheckpointStorage there = (MemoryCheckpointStorage) files.storage();
        for (Savepoint.StoredFile file : savepoint.files()) {
            String path = files.folder() + "/" + file.path();
            byte[] bytes = Objects.requireNonNull(there.files().get(path));
            for (int position = 0; position < bytes.length; position += 1 + bytes.length / 7) {
                bytes[position] ^= 1;
                refused("savepoint.damaged", file.path(), () -> reader(files).verify());
                bytes[position] ^= 1;
            }
            there.files().put(path, Arrays.copyOf(bytes, bytes.length - 1));
            refused("savepoint.damaged", file.path(), () -> reader(files).verify());
            there.files().remove(path);
            refused("savepoint.missing", file.path(), () -> reader(files).verify());
            there.files().put(path, bytes);
        }
        assertThat(reader(files).verify()).isPositive();
    }

    private void describe(String from, String to) {
        MemoryCheckpointStorage there = (MemoryCheckpointStorage) files.storage();
        String path = files.folder() + "/" + SavepointFiles.DESCRIPTION;
        String text = new String(Objects.requireNonNull(there.files().get(path)), StandardCharsets.UTF_8);
        assertThat(text).containsPattern(from);
        there.files().put(path, text.replaceFirst(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2 | savepoint.version | savepoint.json",
                "\"version\": 1 | \"variant\": 1 | savepoint.damaged | savepoint.json",
                "\"checkpoint\": | \"checkpoints\": | savepoint.damaged | savepoint.json",
                "\"planSha256\": \"..  | \"planSha256\": \"00 | savepoint.damaged | plan.bin",
                "\"checkpoint\": [0-9]+ | \"checkpoint\": 0 | savepoint.damaged | savepoint.json",
                "\"checkpoint\": [0-9]+ | \"checkpoint\": 9223372036854775807 | savepoint.damaged | savepoint.json",
                "\"path\": \"plan.bin\" | \"path\": \"plan\" | savepoint.damaged | savepoint.json",
                "\"firstGroup\": 0 | \"firstGroup\": 2000 | savepoint.damaged | savepoint.json",
                "\"path\": \"plan.bin\" | \"path\": \"pipeline.json\" | savepoint.damaged | savepoint.json",
                "\"pipeline\": \"revisions\" | \"pipeline\": \"others\" | savepoint.damaged | savepoint.json",
                "\"pipeline\": \"revisions\" | \"pipeline\": \"re\\\\u0000visions\" | savepoint.damaged | savepoint.json",
                "\"earliest\": \"[^\"]*\" | \"earliest\": \"soon\" | savepoint.damaged | savepoint.json"
            })
    void aDescriptionThatCannotBeIsRefused(String from, String to, String code, String place) throws IOException {
        savepoint();
        describe(from, to);

        refused(code, place, () -> reader(files).verify());
    }

    @Test
    void anArchiveThatIsNoneOrTooLargeLeavesNothing() throws IOException {
        savepoint();
        byte[] archive = archive();
        MemoryCheckpointStorage there = new MemoryCheckpointStorage();
        SavepointFiles to = new SavepointFiles(there, "to");

        refused(
                "savepoint.damaged",
                SavepointFiles.DESCRIPTION,
                () -> SavepointArchive.read(new ByteArrayInputStream(new byte[100]), to, MOST_BYTES));
        assertThatThrownBy(() -> SavepointArchive.read(new ByteArrayInputStream(archive), to, 1_000))
                .hasMessageContaining("more than the 1,000 bytes");
        for (int length = archive.length - 1; length > 0; length -= 1 + (archive.length - length) / 8) {
            byte[] shorter = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> SavepointArchive.read(new ByteArrayInputStream(shorter), to, MOST_BYTES))
                    .isInstanceOf(RunException.class);
        }
        assertThat(there.files()).isEmpty();
        SavepointArchive.read(new ByteArrayInputStream(archive), to, MOST_BYTES);
        assertThat(there.files()).isNotEmpty();
    }

    /** An archive with other entries than it should have: names and what they hold, in turn. */
    private static byte[] forged(Object... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Names that lead out of the folder, files nobody has spoken of, and what unpacks to more than it may. */
    @Test
    void anArchiveThatWouldWriteWhatItMustNotLeavesNothing() throws IOException {
        savepoint();
        byte[] description = files.all(SavepointFiles.DESCRIPTION);
        String text = new String(description, StandardCharsets.UTF_8);
        byte[] outside = text.replace("\"path\": \"plan.bin\"", "\"path\": \"../plan.bin\"")
                .getBytes(StandardCharsets.UTF_8);
        byte[] zeros = new byte[64 << 20];
        MemoryCheckpointStorage there = new MemoryCheckpointStorage();
        List<byte[]> archives = List.of(
                forged("savepoint.json", outside, "../plan.bin", new byte[10]),
                forged("savepoint.json", description, "../../etc/passwd", new byte[10]),
                forged("savepoint.json", description, "states/../../x.avro", new byte[10]),
                forged("savepoint.json", description, "/plan.bin", new byte[10]),
                forged("savepoint.json", description, "plan.bin", zeros),
                forged("savepoint.json", zeros),
                forged(
                        "savepoint.json",
                        text.replaceFirst("\"bytes\": [0-9]+", "\"bytes\": " + Long.MAX_VALUE)
                                .getBytes(StandardCharsets.UTF_8)));

        for (byte[] archive : archives) {
            assertThatThrownBy(() -> SavepointArchive.read(
                            new ByteArrayInputStream(archive), new SavepointFiles(there, "to"), MOST_BYTES))
                    .isInstanceOfSatisfying(
                            RunException.class,
                            e -> assertThat(e.error().code()).startsWith("savepoint."));
        }
        assertThat(there.files()).isEmpty();
    }

    @Test
    void aCheckpointOfAnotherRevisionIsRefused() throws IOException {
        PipelineTestDriver driver = driver(5);
        RecoveringJob job = cancelled(driver, 5);
        PipelineTestDriver other = driver.revised(revised()).parallelism(2).plannedAsDeployed();

        assertThatThrownBy(() -> write(other, job))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("was not taken by this revision of the pipeline revisions");
        assertThat(((MemoryCheckpointStorage) files.storage()).files()).isEmpty();
    }

    @Test
    void whenACheckpointFileIsMissingNothingStays() throws IOException {
        PipelineTestDriver driver = driver(5);
        RecoveringJob job = cancelled(driver, 5);
        storage.files().keySet().removeIf(path -> path.contains("/task-"));

        assertThatThrownBy(() -> write(driver, job)).hasMessageContaining("missing");
        assertThat(((MemoryCheckpointStorage) files.storage()).files()).isEmpty();
    }
}
