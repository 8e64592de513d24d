package io.millrace.testkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.CheckpointFigures;
import io.millrace.protocol.job.NodeCheckpoint;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Storages that fail, files that are damaged, and what is kept. */
class CheckpointFilesTest {

    private static final List<String> SINKS = List.of("rows", "keys", "windows");

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();

    private static PipelineTestDriver driver() {
        return RecoveryTest.driver(1).parallelism(2);
    }

    /** A job that died with a completed checkpoint. */
    private RecoveringJob withCheckpoint(PipelineTestDriver driver) {
        for (long seed = 1; ; seed++) {
            storage.files().clear();
            RecoveringJob job = driver().recovering(storage, seed);
            if (!job.attempt(driver.plan(), 2, 1_500) && job.completed().isPresent()) {
                return job;
            }
        }
    }

    @Test
    void aStorageThatFailsAtAnyCallEndsACheckpointAndNeverTheJob() {
        PipelineTestDriver expected = driver();
        expected.run();
        int failures = 0;
        for (int calls = 0; ; calls += 1 + calls / 8) {
            MemoryCheckpointStorage failing = new MemoryCheckpointStorage();
            failing.failAfter(calls);
            PipelineTestDriver driver = driver();
            RecoveringJob job = driver.recovering(failing, calls);
            job.toEnd(driver.plan(), 2);

            for (String sink : SINKS) {
                assertThat(driver.standing(sink))
                        .as("%s when call %d fails", sink, calls)
                        .containsExactlyInAnyOrderElementsOf(expected.standing(sink));
            }
            if (!failing.hasFailed()) {
                break;
            }
            for (RunError error : job.failures()) {
                assertThat(error.code()).isEqualTo("checkpoint.storage");
                assertThat(error.message()).contains("no space left");
            }
            failures += job.failures().size();
        }
        assertThat(failures).isGreaterThan(5);
    }

    @Test
    void aFileThatIsMissingOrDamagedIsNamed() {
        PipelineTestDriver driver = driver();
        RecoveringJob job = withCheckpoint(driver);
        String manifest = job.completed().orElseThrow().manifest();
        // Of older files not all is needed any more.
        List<Segment> needed = new ArrayList<>(segments(new CheckpointFiles(storage).read(manifest)));
        assertThat(needed).isNotEmpty();
        needed.add(
                new Segment(manifest, 0, Objects.requireNonNull(storage.files().get(manifest)).length, 0));
        for (Segment segment : needed) {
            String path = segment.path();
            byte[] bytes = storage.files().remove(path);
            assertDamaged(job, driver.plan(), path, "is missing");

            Random random = new Random(segment.hashCode());
            byte[] damaged = bytes.clone();
            damaged[(int) segment.offset() + random.nextInt((int) segment.length())] ^= (byte) (1 << random.nextInt(8));
            storage.files().put(path, damaged);
            assertDamaged(job, driver.plan(), path, "");

            storage.files().put(path, Arrays.copyOf(bytes, (int) (segment.offset() + segment.length() - 1)));
            assertDamaged(job, driver.plan(), path, "");
            storage.files().put(path, bytes);
        }
        job.toEnd(driver.plan(), 2);
    }

    private static List<Segment> segments(Manifest manifest) {
        return manifest.tasks().stream()
                .flatMap(task -> task.operators().stream())
                .flatMap(operator -> operator.state().states().stream())
                .flatMap(state -> state.segments().stream())
                .filter(segment -> segment.length() > 0)
                .toList();
    }

    private static void assertDamaged(RecoveringJob job, OperatorPlan plan, String path, String how) {
        List<PartReport> reports = job.assembled(plan, 1);
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.status()).isEqualTo(PartStatus.FAILED);
            assertThat(report.error().orElseThrow().code()).isIn("checkpoint.damaged", "checkpoint.missing");
            assertThat(report.error().orElseThrow().toString()).contains(path, how);
        });
    }

    @Test
    void figuresOfNodesAddUpToThoseOfTheCheckpointAndNameOnlyWhatHasStateOrWaited() {
        CheckpointFigures cost = withCheckpoint(driver()).cost();
        assertThat(cost.nodes())
                .extracting(NodeCheckpoint::nodeId)
                .contains("per-window", "per-key")
                .doesNotHaveDuplicates();
        assertThat(cost.nodes()).allMatch(NodeCheckpoint::isWorthTelling);
        assertThat(cost.nodes().stream().mapToLong(NodeCheckpoint::stateBytes).sum())
                .isPositive()
                .isEqualTo(cost.stateBytes());
        assertThat(cost.nodes().stream().mapToLong(NodeCheckpoint::bytesWritten).sum())
                .isPositive()
                .isEqualTo(cost.bytesWritten());
        NodeCheckpoint perKey = cost.nodes().stream()
                .filter(node -> node.nodeId().equals("per-key"))
                .findFirst()
                .orElseThrow();
        // There are 20 keys.
        assertThat(perKey.rows()).isBetween(1L, 20L);
    }

    @Test
    void onlyWhatTheNewestCheckpointsNeedIsKept() {
        PipelineTestDriver driver = driver();
        RecoveringJob job = driver.recovering(storage, 5);
        for (int attempt = 0; attempt < 4; attempt++) {
            job.attempt(driver.plan(), 2, 700);
        }
        job.toEnd(driver.plan(), 2);

        List<String> manifests = storage.paths().stream()
                .filter(path -> path.endsWith("/manifest"))
                .toList();
        assertThat(manifests).hasSize(3);
        Set<String> needed = new HashSet<>(manifests);
        for (String path : manifests) {
            Manifest manifest = new CheckpointFiles(storage).read(path);
            needed.addAll(manifest.paths());
            manifest.files().forEach(file -> assertThat(storage.files().get(file.path()))
                    .hasSize((int) file.sizeBytes()));
        }
        assertThat(storage.paths()).containsExactlyInAnyOrderElementsOf(needed);
    }
}
