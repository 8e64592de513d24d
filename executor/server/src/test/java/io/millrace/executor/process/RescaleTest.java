package io.millrace.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.Phase;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.testkit.process.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job goes on with more tasks and with fewer, over processes, and comes to the result of one that never did. */
class RescaleTest {

    private static final long EVENTS = 60_000;
    private static final int PACE = 4_000;

    @TempDir
    private Path folder;

    @Test
    void aJobComesToTheSameResultWhateverItsParallelismWas() throws Exception {
        List<String> expected = BidsPerWindow.ofOneProcess(folder, EVENTS);
        String checkpoints = "--checkpoints=" + folder.resolve("checkpoints").toUri();
        try (TestCluster cluster = TestCluster.start(folder, 0, 2)) {
            cluster.startExecutor(List.of(checkpoints));
            cluster.startExecutor(List.of(checkpoints));
            // No checkpoint is due by itself before the end.
            DeploymentId job = cluster.deploy(
                    BidsPerWindow.paced(EVENTS, PACE, "rescaled"), 1, Optional.of(Duration.ofMinutes(5)));
            cluster.awaitRowsIn(job, BidsPerWindow.SINK, 1);

            cluster.rescale(job, 3);
            cluster.rescale(job, 2);
            cluster.restartCoordinator();
            cluster.awaitPhase(job, Phase.FINISHED);

            assertThat(BidsPerWindow.rows(folder, "rescaled")).isEqualTo(expected);
            assertThat(attempts(cluster, job).stream().map(JobEvent::parallelism))
                    .containsExactly(Parallelism.of(1), Parallelism.of(3), Parallelism.of(2));
            assertThat(attempts(cluster, job).stream()
                            .map(event -> ((Deploying) event.state()).origin().isPresent()))
                    .containsExactly(false, true, true);
        }
    }

    private static List<JobEvent> attempts(TestCluster cluster, DeploymentId job) {
        return cluster.events(job).stream()
                .filter(event -> event.state() instanceof Deploying)
                .toList();
    }
}
