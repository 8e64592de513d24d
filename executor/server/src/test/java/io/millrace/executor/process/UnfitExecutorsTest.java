package io.millrace.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.Failed;
import io.millrace.coordinator.state.Phase;
import io.millrace.executor.cli.SinkThatHangs;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand.Unreadable;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.rpc.Versions;
import io.millrace.testkit.process.TestCluster;
import io.millrace.testkit.process.TestCluster.Program;
import io.millrace.testkit.server.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Executor processes that a cluster cannot work with: of another release, or with tasks that never end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnfitExecutorsTest {

    private static final int OTHER_VERSION = 97;
    private static final int EXIT_OF_A_STUCK_ONE = 3;

    @TempDir
    private static Path folder;

    private TestCluster cluster;
    private ExecutorId hanging;
    private DeploymentId cancelled;

    /** Tasks get half a minute to end, which passes beside the other tests. */
    @BeforeAll
    void startOneThatHangs() throws Exception {
        cluster = TestCluster.start(folder, 0, 1);
        hanging = cluster.startExecutor(new Program(SinkThatHangs.class.getName(), List.of()));
        cancelled = cluster.deploy(SinkThatHangs.plan());
        assertThat(cluster.awaitLine(hanging)).isEqualTo(SinkThatHangs.LINE);
        cluster.desire(cancelled, Desired.CANCEL);
    }

    @AfterAll
    void endCluster() {
        cluster.close();
    }

    @Test
    void anExecutorOfAnotherReleaseIsRefusedInWordsOnBothSides() throws Exception {
        Path other = folder.resolve("other-protocol");
        OtherBuild.write(other, Versions.class, "ours", Versions.PROTOCOL, OTHER_VERSION);

        ChildJvm process = cluster.launch(new Program(Program.STANDARD.mainClass(), List.of(other)));

        String words = "speaks protocol version 97, the control plane (Millrace "
                + Versions.ours().product() + ") " + Versions.PROTOCOL
                + ". Start executors of the control plane's release";
        assertThat(process.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(process.log()).contains("millrace: This executor").contains(words);
        cluster.awaitNote(words);
    }

    @Test
    void aPlanThatAnExecutorCannotReadFailsTheJobAtOnce() throws Exception {
        Path other = folder.resolve("other-plans");
        OtherBuild.write(other, OperatorPlanCodec.class, "decode", OperatorPlan.VERSION, OTHER_VERSION);
        try (TestCluster alone = TestCluster.start(folder, 0, 4)) {
            alone.startExecutor(new Program(Program.STANDARD.mainClass(), List.of(other)));
            DeploymentId job = alone.deploy(BidsPerWindow.plan(1_000, "never"));

            alone.awaitPhase(job, Phase.FAILED);

            assertThat(alone.status(job).state()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.error().code()).isEqualTo(Unreadable.CODE);
                assertThat(failed.error().message()).contains("The plan is of version 1; this release reads version");
            });
        }
    }

    @Test
    void anExecutorWhoseTasksDoNotEndEndsItselfAndTheJobGoesOn() {
        ChildJvm process = cluster.awaitEnd(hanging, EXIT_OF_A_STUCK_ONE);

        cluster.awaitPhase(cancelled, Phase.STOPPED);
        assertThat(process.log()).contains("Tasks do not end although they were cancelled long ago");
    }
}
