package io.millrace.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Phase;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole clusters in virtual time, by thousands. A failure names its seed. */
class SimulatedClusterTest {

    private static final int RUNS = 2_000;

    /** So many runs at most until a broken fence shows. */
    private static final int RUNS_UNTIL_CAUGHT = 500;

    @Test
    void whateverGoesWrongTheInvariantsHold() {
        Map<Phase, Integer> visited = new EnumMap<>(Phase.class);
        for (long seed = 0; seed < RUNS; seed++) {
            for (List<JobEvent> job :
                    new SimulatedCluster(seed, Sabotage.NONE).run().jobs()) {
                for (JobEvent event : job) {
                    visited.merge(event.state().phase(), 1, Integer::sum);
                }
            }
        }
        // A simulation in which little happens would prove little.
        // Its jobs take no checkpoints, so none can be suspended at one or go on at another parallelism.
        for (Phase phase : EnumSet.complementOf(EnumSet.of(Phase.RESCALING, Phase.SUSPENDING))) {
            assertThat(visited.getOrDefault(phase, 0)).as("visits of %s", phase).isGreaterThan(RUNS / 50);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NONE", "LOG_FORGETS_ENDED_JOBS"},
            mode = EnumSource.Mode.EXCLUDE)
    void aBrokenFenceIsCaught(Sabotage sabotage) {
        for (long seed = 0; seed < RUNS_UNTIL_CAUGHT; seed++) {
            try {
                new SimulatedCluster(seed, sabotage).run();
            } catch (Violation caught) {
                assertThat(caught).hasMessageContaining("Seed " + seed);
                return;
            }
        }
        fail("%s went unnoticed in %d runs", sabotage, RUNS_UNTIL_CAUGHT);
    }

    /**
     * Found by chance, once in five thousand runs: a deployment that was asked for under one coordinator, answered by none,
     * stopped, and asked for again under the next, was run again. If the second half fails after a change of the
     * simulation, the seed leads elsewhere; look for another with this sabotage.
     */
    @Test
    void aDeploymentThatHasEndedIsNotRunAgainWhenItIsAskedForAgain() {
        long seed = 4_185;
        new SimulatedCluster(seed, Sabotage.NONE).run();
        assertThatThrownBy(() -> new SimulatedCluster(seed, Sabotage.LOG_FORGETS_ENDED_JOBS).run())
                .isInstanceOf(Violation.class)
                .hasMessageContaining("state=Created");
    }

    /** Found when outcomes still named attempts: an aborted attempt went back to the one before it. */
    @Test
    void attemptsOnlyGrowThroughAnAbort() {
        long aborts = LongStream.range(0, 400)
                .mapToObj(seed -> new SimulatedCluster(seed, Sabotage.NONE).run())
                .flatMap(run -> run.jobs().stream().flatMap(List::stream))
                .filter(event -> event.state().phase() == Phase.ABORTING)
                .count();
        assertThat(aborts).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(new SimulatedCluster(42, Sabotage.NONE).run())
                .isEqualTo(new SimulatedCluster(42, Sabotage.NONE).run());
    }
}
