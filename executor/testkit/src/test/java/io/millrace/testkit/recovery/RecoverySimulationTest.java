package io.millrace.testkit.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.testkit.cluster.Violation;
import io.millrace.testkit.recovery.RecoverySimulation.Mode;
import io.millrace.testkit.recovery.RecoverySimulation.Summary;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs with rows, by thousands, each time from other seeds. A failure names its seed and how to run it alone; put it into
 * {@link #whatWasFoundOnceStaysMended} when it is mended.
 */
class RecoverySimulationTest {

    private static final int RUNS = 5_000;
    private static final int ENDLESS_RUNS = 400;

    /** Of each operator of the engine. */
    private static final int OPERATOR_RUNS = 30;

    private static final int LEAST_ROWS = 5_000;
    private static final int LEAST_CHECKPOINTS = 3;
    private static final int LEAST_FAULTS = 2;

    /** So often each thing has to go wrong in each phase. */
    private static final int LEAST_HITS = 20;

    /** So many attempts end so that the next one begins at another parallelism. */
    private static final int LEAST_RESCALES = 500;

    /** So many runs at most until a planted bug shows. */
    private static final int RUNS_UNTIL_CAUGHT = 500;

    private final Map<FaultKind, Map<ProtocolPhase, Integer>> hits = new EnumMap<>(FaultKind.class);

    @Test
    void whateverGoesWrongEachRowIsVisibleExactlyOnceInTheEnd() {
        long seed = ThreadLocalRandom.current().nextLong() >>> 16;
        int complete = 0;
        long rescales = 0;
        // Some phases are not reached in some runs, so that less goes wrong in them; those do not count.
        for (int run = 0; run < RUNS + RUNS / 5 && complete < RUNS; run++) {
            Summary summary = new RecoverySimulation(seed + run, Mode.FAULTS_STOP, RecoverySabotage.NONE).run();
            note(summary);
            rescales += summary.rescales();
            boolean isComplete = summary.rows() >= LEAST_ROWS
                    && summary.checkpoints() >= LEAST_CHECKPOINTS
                    && summary.hits().size() >= LEAST_FAULTS;
            complete += isComplete ? 1 : 0;
        }
        System.out.println(table());
        System.out.println("Attempts that ended for another parallelism: " + rescales);
        assertThat(complete).isEqualTo(RUNS);
        assertThat(rescales).isGreaterThan(LEAST_RESCALES);
        for (FaultKind fault : FaultKind.values()) {
            for (ProtocolPhase phase : ProtocolPhase.values()) {
                assertThat(hits.getOrDefault(fault, Map.of()).getOrDefault(phase, 0))
                        .as("%s while %s", fault, phase)
                        .isGreaterThanOrEqualTo(LEAST_HITS);
            }
        }
    }

    @Test
    void whileThingsGoWrongWithoutEndNothingWrongIsEverVisible() {
        long seed = ThreadLocalRandom.current().nextLong() >>> 16;
        long checkpoints = 0;
        for (int run = 0; run < ENDLESS_RUNS; run++) {
            checkpoints += new RecoverySimulation(seed + run, Mode.FAULTS_NEVER_STOP, RecoverySabotage.NONE)
                    .run()
                    .checkpoints();
        }
        assertThat(checkpoints)
                .as("a job that never gets anywhere is never wrong")
                .isGreaterThan(ENDLESS_RUNS);
    }

    /** Now and then with most rows of state on disk. */
    @Test
    void whateverGoesWrongOperatorsOfTheEngineAreRightInTheEnd() {
        long seed = ThreadLocalRandom.current().nextLong() >>> 16;
        int runs = 0;
        long checkpoints = 0;
        long rescales = 0;
        long faults = 0;
        for (Computation computation : EnumSet.complementOf(EnumSet.of(Computation.COUNTS))) {
            for (int run = 0; run < OPERATOR_RUNS; run++) {
                Summary summary =
                        new RecoverySimulation(seed + run, Mode.FAULTS_STOP, RecoverySabotage.NONE, computation).run();
                runs++;
                checkpoints += summary.checkpoints();
                rescales += summary.rescales();
                faults += summary.hits().size();
            }
        }
        assertThat(checkpoints).isGreaterThan(runs);
        assertThat(faults).isGreaterThan(runs);
        // One run in seven or so; all of these without one would be chance once in some million builds.
        assertThat(rescales).isPositive();
    }

    /** Whether what operators of the engine make is looked at closely enough. */
    @ParameterizedTest
    @CsvSource({
        "ALIGNMENT_IS_SKIPPED, INTERVAL_JOIN",
        "A_SPLIT_IS_FORGOTTEN, SESSION_WINDOWS",
        "A_POSITION_IS_AHEAD, TOP_N",
        "AN_OLDER_ONE_IS_RESTORED, DEDUPLICATE",
        "AN_OLDER_ONE_IS_RESTORED, SESSION_WINDOWS",
        "PREPARED_OF_A_FAILED_ONE_IS_LOST, INTERVAL_JOIN"
    })
    void aPlantedBugIsCaughtWithOperatorsOfTheEngine(RecoverySabotage sabotage, Computation computation) {
        for (long seed = 0; seed < RUNS_UNTIL_CAUGHT; seed++) {
            try {
                new RecoverySimulation(seed, Mode.FAULTS_STOP, sabotage, computation).run();
            } catch (Violation caught) {
                assertThat(caught).hasMessageContaining("Computation." + computation);
                return;
            }
        }
        fail("%s went unnoticed in %d runs of %s", sabotage, RUNS_UNTIL_CAUGHT, computation);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aPlantedBugIsCaught(RecoverySabotage sabotage) {
        for (long seed = 0; seed < RUNS_UNTIL_CAUGHT; seed++) {
            try {
                new RecoverySimulation(seed, Mode.FAULTS_STOP, sabotage).run();
            } catch (Violation caught) {
                assertThat(caught).hasMessageContaining("Seed " + seed).hasMessageContaining("Alone: new Recovery");
                return;
            }
        }
        fail("%s went unnoticed in %d runs", sabotage, RUNS_UNTIL_CAUGHT);
    }

    /**
     * 171: a checkpoint that prepared nothing was never said to be committed when the job ended. 222: an executor made tasks of an
     * attempt that another one had found the damage of already. 283: a cancelled job leaves files of an executor that was cut
     * off. 5001127: tasks came to their ends on an executor that had not been told to run them. 233269104851600: a suspended job
     * ends with the commit of its last checkpoint, which the oracle took for rows behind it. 101029059160666: a wish to cancel ended
     * a last commit the first time that it failed.
     */
    @ParameterizedTest
    @ValueSource(longs = {171, 222, 283, 5_001_127, 233_269_104_851_600L, 101_029_059_160_666L})
    void whatWasFoundOnceStaysMended(long seed) {
        Summary once = new RecoverySimulation(seed, Mode.FAULTS_STOP, RecoverySabotage.NONE).run();
        Summary again = new RecoverySimulation(seed, Mode.FAULTS_STOP, RecoverySabotage.NONE).run();
        assertThat(again).as("the same seed gives the same run").isEqualTo(once);
    }

    @Test
    void aFailureSaysHowToRunItAlone() {
        assertThatThrownBy(() ->
                        new RecoverySimulation(0, Mode.FAULTS_STOP, RecoverySabotage.COMMITTED_BEFORE_THE_ROW).run())
                .isInstanceOf(Violation.class)
                .hasMessageContaining(
                        "new RecoverySimulation(0L, Mode.FAULTS_STOP, RecoverySabotage.COMMITTED_BEFORE_THE_ROW).run()");
    }

    private void note(Summary summary) {
        summary.hits().forEach(hit -> hits.computeIfAbsent(hit.fault(), _ -> new EnumMap<>(ProtocolPhase.class))
                .merge(hit.phase(), 1, Integer::sum));
    }

    private String table() {
        StringBuilder table = new StringBuilder("What went wrong how often in which phase:\n%-26s".formatted(""));
        for (ProtocolPhase phase : ProtocolPhase.values()) {
            table.append("%11s".formatted(phase.name().toLowerCase(java.util.Locale.ROOT)));
        }
        for (FaultKind fault : FaultKind.values()) {
            table.append("%n%-26s"
                    .formatted(fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
            for (ProtocolPhase phase : ProtocolPhase.values()) {
                table.append("%11d".formatted(hits.getOrDefault(fault, Map.of()).getOrDefault(phase, 0)));
            }
        }
        return table.toString();
    }
}
