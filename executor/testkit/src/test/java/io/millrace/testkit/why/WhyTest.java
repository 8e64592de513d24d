package io.millrace.testkit.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.why.Cause;
import io.millrace.coordinator.why.Cause.Kind;
import io.millrace.coordinator.why.Observed;
import io.millrace.coordinator.why.Observed.Flow;
import io.millrace.coordinator.why.WhyReport;
import io.millrace.coordinator.why.WhyReport.Late;
import io.millrace.engine.job.Connectors;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.io.DocumentReader;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.testing.NoFiles;
import io.millrace.testkit.played.PlayedCluster;
import io.millrace.testkit.played.PlayedCluster.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The right cause is found five seconds after it came about, whatever kind it is of. */
class WhyTest {

    private static final int SECONDS = 5;

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: readings
            name: Readings
            nodes:
              - {id: source, type: split-source, config: {schema: [{name: v, type: BIGINT NOT NULL}, {name: t, type: TIMESTAMP(3) NOT NULL}]}}
              - {id: high, type: filter, config: {condition: v > 0}}
              - {id: time, type: watermark, config: {column: t, outOfOrderness: 0 s}}
              - id: windows
                type: aggregate
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy: [{id: v, name: v, expression: v}]
                  aggregates: [{id: n, name: n, function: COUNT}]
              - {id: out, type: gate-sink, config: {}}
              - {id: all, type: gate-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: high, port: in}}
              - {from: {node: high, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: windows, port: in}}
              - {from: {node: windows, port: out}, to: {node: out, port: in}}
              - {from: {node: time, port: out}, to: {node: all, port: in}}
            """;

    private final SplitSource source = new SplitSource();
    private final GateSink sink = new GateSink();
    private UnaryOperator<String> edit = yaml -> yaml;
    private OperatorPlan plan = new OperatorPlan(java.time.ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of());
    private PlayedCluster cluster;
    private Set<TaskId> tasks = new HashSet<>();

    WhyTest() {
        cluster = cluster(1, 1);
    }

    private PlayedCluster cluster(int parallelism, int executors) {
        Planner planner = new Planner();
        plan = planner.plan(
                        planner.check(
                                DocumentReader.load(edit.apply(PIPELINE)).require(),
                                Catalogue.of(List.of(source.descriptor(), sink.descriptor()))),
                        Map.of(),
                        PlanOptions.ofParallelism(parallelism))
                .require()
                .operators();
        Setup setup = executors == 1 ? Setup.single(parallelism) : Setup.of(executors, parallelism, 7);
        return new PlayedCluster(
                plan,
                setup,
                new Connectors(List.of(source), List.of(sink)),
                new FormatRegistry(List.of()),
                new NoFiles());
    }

    private void start(int parallelism, int executors) {
        cluster = cluster(parallelism, executors);
        cluster.deploy();
        cluster.settle();
        cluster.passes(Duration.ofSeconds(1));
        cluster.settle();
        cluster.looks().forEach(answer -> answer.tasks().forEach(task -> tasks.add(task.task())));
        assertThat(tasks).as("the job runs").isNotEmpty();
    }

    /** What the report says when this has happened each second for five seconds. */
    private WhyReport after(Runnable eachSecond, String node) {
        Map<String, NodeCounts> before = counts();
        for (int second = 0; second < SECONDS; second++) {
            eachSecond.run();
            cluster.settle();
            cluster.passes(Duration.ofSeconds(1));
        }
        Map<String, NodeCounts> now = counts();
        Map<String, Flow> flows = new HashMap<>();
        now.forEach((id, counts) -> {
            NodeCounts earlier = before.getOrDefault(id, counts);
            flows.put(
                    id,
                    new Flow(
                            (counts.rowsIn() - earlier.rowsIn()) / (double) SECONDS,
                            (counts.rowsOut() - earlier.rowsOut()) / (double) SECONDS,
                            counts.rowsFailed(),
                            counts.rowsLate()));
        });
        List<StandingAnswer> answers = cluster.looks();
        List<TaskStanding> told =
                answers.stream().flatMap(answer -> answer.tasks().stream()).toList();
        Map<TaskId, String> absent = new HashMap<>();
        tasks.forEach(task -> absent.put(task, "worker-2 has lost its connection"));
        told.forEach(task -> absent.remove(task.task()));
        return WhyReport.of(
                new Observed(
                        plan,
                        told,
                        answers.stream()
                                .flatMap(answer -> answer.sources().stream())
                                .toList(),
                        absent,
                        flows,
                        id -> id),
                node);
    }

    private Map<String, NodeCounts> counts() {
        Map<String, NodeCounts> counts = new HashMap<>();
        cluster.status().nodes().forEach(node -> counts.put(node.nodeId(), node));
        return counts;
    }

    private static List<Kind> kinds(WhyReport report) {
        return report.chain().stream().map(Cause::kind).toList();
    }

    private static List<String> texts(WhyReport report) {
        return report.chain().stream().map(Cause::text).toList();
    }

    private static void nothing() {
        // Silence.
    }

    @Test
    void aSilentSplitThatHoldsEventTimeBackIsNamed() {
        source.split("a");
        source.split("b");
        start(2, 1);
        source.row("a", 1, 25);
        source.row("b", 1, 4);

        WhyReport report = after(() -> source.row("a", 1, 26), "windows");

        assertThat(kinds(report)).containsExactly(Kind.TIME, Kind.HELD, Kind.SILENT);
        assertThat(texts(report).get(0))
                .contains("`windows`", "passed 1970-01-01 00:00:10", "stands at 1970-01-01 00:00:03.999");
        assertThat(texts(report).get(1))
                .contains(
                        "`time`",
                        "holds it at 1970-01-01 00:00:03.999",
                        "others are as far as 1970-01-01 00:00:25.999");
        assertThat(texts(report).get(2)).startsWith("`b` of `source` (task").contains("has brought no row since");
        assertThat(report.chain().get(2).millis().orElseThrow()).isBetween(4_000L, 6_000L);
        assertThat(report.chain().get(2).remedy().orElseThrow()).contains("idleTimeout");
    }

    @Test
    void splitsThatCountAsIdleHoldNobodyBack() {
        source.split("a");
        edit = yaml -> yaml.replace("outOfOrderness: 0 s", "outOfOrderness: 0 s, idleTimeout: 2 s");
        start(1, 1);
        source.row("a", 1, 4);

        WhyReport report = after(WhyTest::nothing, "windows");

        assertThat(kinds(report)).containsExactly(Kind.TIME, Kind.IDLE);
        assertThat(texts(report).getLast()).startsWith("`a` of `source` has brought nothing, and counts as idle");
    }

    @Test
    void aWindowThatGoesByTheClockSaysWhenItEnds() {
        source.split("a");
        edit = yaml -> yaml.replace("size: 10 s", "size: 1 h, time: processing");
        start(1, 1);
        source.row("a", 1, 4);

        WhyReport report = after(WhyTest::nothing, "windows");

        assertThat(kinds(report)).containsExactly(Kind.CLOCK);
        assertThat(texts(report).getFirst())
                .isEqualTo("`windows` goes by the clock, and brings out more at 1970-01-01 01:00:00 UTC");
        assertThat(report.time()).isEmpty();
    }

    @Test
    void aWindowThatGoesByTheClockAndHoldsNothingNamesWhyNothingComes() {
        source.split("a");
        edit = yaml -> yaml.replace("size: 10 s", "size: 1 h, time: processing");
        start(1, 1);

        WhyReport report = after(() -> source.row("a", -1, 1), "windows");

        assertThat(kinds(report)).containsExactly(Kind.NO_INPUT, Kind.FILTERED);
        assertThat(report.time()).isEmpty();
    }

    @Test
    void aFilterThatLetsNothingPassIsNamed() {
        source.split("a");
        start(1, 1);
        source.row("a", 1, 4);
        cluster.settle();
        cluster.passes(Duration.ofSeconds(1));
        double[] second = {10};

        WhyReport report = after(() -> source.row("a", -1, second[0]++), "windows");

        assertThat(kinds(report)).containsExactly(Kind.TIME, Kind.FILTERED);
        assertThat(texts(report).getLast()).isEqualTo("`high` takes in 1.0 rows/s, and lets none pass");
        assertThat(report.time().orElseThrow().waitsFor()).contains(9_999_999L);
    }

    @Test
    void aFilterThatLetsNothingPassIsNamedWhereNothingWaitsForTime() {
        source.split("a");
        start(1, 1);

        WhyReport report = after(() -> source.row("a", -1, 1), "all");

        assertThat(kinds(report)).containsExactly(Kind.NO_INPUT, Kind.FILTERED);
        assertThat(report.chain().getLast().node()).isEqualTo("high");
    }

    @Test
    void splitsThatNobodyReadsAreNamed() {
        source.onDemand();
        source.split("a");
        source.split("b", 6);
        source.split("c", 7);
        start(1, 1);

        WhyReport report = after(() -> source.row("a", 1, 25), "windows");

        assertThat(kinds(report)).containsExactly(Kind.TIME, Kind.UNREAD);
        assertThat(texts(report).getLast())
                .isEqualTo("`source` has 2 that no task reads yet, the first is `b`; their rows begin at 1970-01-01"
                        + " 00:00:06");
    }

    @Test
    void aSinkThatTakesNothingIsNamed() {
        source.split("a");
        start(1, 1);
        sink.shut("all");

        WhyReport report = after(
                () -> {
                    for (int i = 0; i < 500; i++) {
                        source.row("a", 1, 4);
                    }
                },
                "all");

        assertThat(kinds(report)).containsExactly(Kind.WAITS);
        assertThat(texts(report).getLast()).startsWith("`all` waits for something outside");
    }

    /** Splits are not asked while their task has no room: that they bring nothing is not their doing. */
    @Test
    void aPausedSplitIsNotTakenForASilentOne() {
        source.split("a");
        start(1, 1);
        sink.shut("all");

        WhyReport report = after(
                () -> {
                    for (int i = 0; i < 500; i++) {
                        source.row("a", 1, 4);
                    }
                },
                "windows");

        assertThat(kinds(report)).containsExactly(Kind.TIME, Kind.NO_ROOM, Kind.WAITS);
        assertThat(texts(report).get(1)).contains("`time` has no room for its rows: `all` takes none");
        assertThat(report.chain().getLast().node()).isEqualTo("all");
    }

    @Test
    void anExecutorThatIsGoneIsNamed() {
        source.split("a");
        source.split("b");
        start(2, 2);
        source.row("a", 1, 25);
        source.row("b", 1, 25);
        cluster.settle();
        cluster.kill(1);

        WhyReport report = after(WhyTest::nothing, "windows");

        assertThat(kinds(report)).containsExactly(Kind.LOST);
        assertThat(texts(report).getFirst()).endsWith("is not to be reached: worker-2 has lost its connection");
    }

    /** Nobody gives the tasks a turn, as when a worker is caught in a step. */
    @Test
    void aTaskThatGetsNoTurnIsNamed() {
        source.split("a");
        start(1, 1);

        List<StandingAnswer> answers = cluster.looksWithoutTurns(Duration.ofSeconds(2));

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.tasks()).isNotEmpty().noneMatch(TaskStanding::hasAnswered));
        WhyReport report = WhyReport.of(
                new Observed(plan, answers.getFirst().tasks(), List.of(), Map.of(), Map.of(), id -> id), "windows");
        assertThat(kinds(report)).containsExactly(Kind.WAITS);
        assertThat(texts(report).getFirst()).contains("gets no turn: its worker is busy");
    }

    @Test
    void aTaskThatDoesNotComeBackIsNamedWithWhatItIsIn() {
        source.split("a");
        start(1, 1);
        List<TaskStanding> silent = new ArrayList<>();
        tasks.forEach(task -> silent.add(TaskStanding.silent(task, Optional.empty())));
        int sink = plan.operators().stream()
                .filter(operator -> operator.nodeId().equals("all"))
                .findFirst()
                .orElseThrow()
                .id();
        silent.replaceAll(task -> plan.fragments().stream()
                        .anyMatch(fragment -> fragment.id() == task.task().fragment()
                                && fragment.operators().contains(sink))
                ? TaskStanding.silent(task.task(), Optional.of(sink))
                : task);

        WhyReport report = WhyReport.of(new Observed(plan, silent, List.of(), Map.of(), Map.of(), id -> id), "windows");

        assertThat(report.chain().getLast().kind()).isEqualTo(Kind.STUCK);
        assertThat(report.chain().getLast().node()).isEqualTo("all");
    }

    private static String join(String kind) {
        return """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: joined
                name: Joined
                nodes:
                  - {id: left, type: split-source, config: {schema: [{name: v, type: BIGINT NOT NULL}, {name: t, type: TIMESTAMP(3) NOT NULL}]}}
                  - {id: right, type: split-source, config: {schema: [{name: w, type: BIGINT NOT NULL}, {name: u, type: TIMESTAMP(3) NOT NULL}]}}
                  - {id: left-time, type: watermark, config: {column: t}}
                  - {id: right-time, type: watermark, config: {column: u}}
                  - {id: both, type: join, config: {%s, on: [{id: k, left: v, right: w}]}}
                  - {id: all, type: gate-sink, config: {}}
                edges:
                  - {from: {node: left, port: out}, to: {node: left-time, port: in}}
                  - {from: {node: right, port: out}, to: {node: right-time, port: in}}
                  - {from: {node: left-time, port: out}, to: {node: both, port: left}}
                  - {from: {node: right-time, port: out}, to: {node: both, port: right}}
                  - {from: {node: both, port: out}, to: {node: all, port: in}}
                """.formatted(kind);
    }

    @Test
    void theSideOfAJoinThatBringsNothingIsNamed() {
        edit = _ -> join("kind: regular");
        source.split("left:a");
        source.split("right:b");
        start(1, 1);
        double[] second = {0};

        WhyReport report = after(() -> source.row("left:a", 1, second[0]++), "both");

        assertThat(kinds(report)).containsExactly(Kind.NO_INPUT, Kind.SILENT);
        assertThat(texts(report).getFirst()).endsWith("brings out none; nothing comes in from `right-time`");
        assertThat(texts(report).getLast()).startsWith("`right:b` of `right` has brought no row");
    }

    @Test
    void rowsOfAJoinThatWaitForTheOtherSidesTimeSaySo() {
        edit = _ -> join("kind: interval, type: left, interval: {before: 1 s, after: 1 s}");
        source.split("left:a");
        source.split("right:b");
        start(1, 1);
        source.row("right:b", 2, 1);
        double[] second = {0};

        WhyReport report = after(() -> source.row("left:a", 1, second[0] += 2), "both");

        assertThat(kinds(report)).startsWith(Kind.TIME, Kind.HELD).endsWith(Kind.SILENT);
        assertThat(texts(report).getLast()).startsWith("`right:b` of `right` stands at 1970-01-01 00:00:00.999");
    }

    /** An idle side holds nobody back: the other one does. */
    @Test
    void theSideThatIsIdleIsNotTheOneThatHoldsTimeBack() {
        edit = _ -> join("kind: interval, type: left, interval: {before: 1 s, after: 1 s}")
                .replace("config: {column: u}", "config: {column: u, idleTimeout: 2 s}");
        source.split("left:a");
        source.split("right:b");
        start(1, 1);
        source.row("right:b", 2, 1);
        cluster.settle();
        cluster.passes(Duration.ofSeconds(4));
        source.row("left:a", 1, 9);

        WhyReport report = after(WhyTest::nothing, "both");

        assertThat(kinds(report)).startsWith(Kind.TIME).endsWith(Kind.SILENT);
        assertThat(texts(report).getLast()).startsWith("`left:a` of `left` stands at");
    }

    @Test
    void whereRowsComeOutThatIsSaid() {
        source.split("a");
        start(1, 1);
        double[] second = {0};

        WhyReport report = after(() -> source.row("a", 1, second[0] += 10), "windows");

        assertThat(kinds(report)).containsExactly(Kind.FLOWS);
        assertThat(texts(report).getFirst()).startsWith("`windows` brings out 0.");
    }

    @Test
    void rowsThatCameTooLateAreToldBySplit() {
        source.split("a");
        source.split("b");
        start(1, 1);
        source.row("a", 1, 25);
        source.row("b", 1, 25);
        cluster.settle();

        WhyReport report = after(() -> source.row("b", 1, 3), "windows");

        assertThat(report.late()).containsExactly(new Late("source", "b", SECONDS));
    }
}
