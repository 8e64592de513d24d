package io.millrace.testkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.engine.inspect.StateQueries;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonString;
import io.millrace.model.type.Column;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.KeyedState;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Pending;
import io.millrace.spi.testing.ManualClock;
import io.millrace.state.HeapStateBackend;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see of a checkpoint of a real job with windows and groups. */
class StateQueriesTest {

    private static final List<String> SORTED = List.of("highest", "most", "of-window", "so-far", "recent");

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
    private final ManualClock clock = new ManualClock();
    private final List<StateAnswer> answers = new ArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final StateQueries queries =
            new StateQueries(Optional.of(storage), new HeapStateBackend(), byHand(), clock, answers::add);
    private final PipelineTestDriver driver = RecoveryTest.driver(1).parallelism(2);
    private Restore last = new Restore(1, "nowhere", io.millrace.protocol.job.Prepared.NOTHING);

    /** Work that is done when the test says so. */
    private BlockingWork byHand() {
        return new BlockingWork() {
            @Override
            public <T> Pending<T> submit(Callable<T> work) {
                Pending<T> pending = new Pending<>();
                waiting.add(() -> {
                    try {
                        pending.succeed(work.call());
                    } catch (Exception e) {
                        pending.fail(e);
                    }
                });
                return pending;
            }
        };
    }

    @BeforeEach
    void aJobHasCompletedACheckpoint() {
        checkpointOfAJobThatDiesAfter(1_500);
    }

    private void checkpointOfAJobThatDiesAfter(int steps) {
        for (long seed = 1; ; seed++) {
            storage.files().clear();
            RecoveringJob job = RecoveryTest.driver(1).parallelism(2).recovering(storage, seed);
            if (!job.attempt(driver.plan(), 2, steps) && job.completed().isPresent()) {
                last = job.completed().get();
                return;
            }
        }
    }

    private StateQuery query(long id, String node, String... key) {
        return new StateQuery(
                id,
                new DeploymentId("recovering"),
                last.checkpoint(),
                last.manifest(),
                driver.plan(),
                node.isEmpty() ? Optional.empty() : Optional.of(new StateQuery.Key(node, List.of(key))));
    }

    private StateAnswer ask(String node, String... key) {
        queries.ask(query(7, node, key));
        waiting.remove().run();
        return answers.removeLast();
    }

    private static KeyedState.Found found(StateAnswer answer, String node) {
        assertThat(answer.error()).isEmpty();
        return answer.states().stream()
                .filter(state -> state.nodeId().equals(node))
                .findFirst()
                .flatMap(KeyedState::found)
                .orElseThrow();
    }

    private static List<String> names(KeyedState.Found found) {
        return found.columns().stream().map(Column::name).toList();
    }

    private static long number(Json value) {
        return switch (value) {
            case JsonNumber number -> number.value().longValueExact();
            case JsonString(String text) -> Long.parseLong(text);
            default -> throw new AssertionError("No number: " + value);
        };
    }

    @Test
    void withoutAKeyItSaysWhichStatesThereAreAndByWhatTheyAreFound() {
        StateAnswer answer = ask("");
        assertThat(answer.id()).isEqualTo(7);
        assertThat(answer.states())
                .extracting(KeyedState::nodeId, KeyedState::role)
                .containsExactlyInAnyOrder(
                        tuple("per-window", "accumulators"),
                        tuple("per-hop", "accumulators"),
                        tuple("per-hop", "sent"),
                        tuple("per-key", "accumulators"),
                        tuple("newest", "rows"),
                        tuple("moments", "rows"),
                        tuple("highest", "rows"),
                        tuple("most", "rows"),
                        tuple("of-window", "rows"),
                        tuple("of-window", "complete"),
                        tuple("so-far", "rows"),
                        tuple("so-far", "pending"),
                        tuple("so-far", "totals"),
                        tuple("recent", "rows"),
                        tuple("recent", "pending"));
        assertThat(answer.states()).allSatisfy(state -> {
            assertThat(state.kind())
                    .isEqualTo(
                            switch (state.role()) {
                                case "complete", "pending" -> KeyedState.Kind.TIMERS;
                                case "rows" ->
                                    SORTED.contains(state.nodeId()) ? KeyedState.Kind.ORDERED : KeyedState.Kind.TABLE;
                                default -> KeyedState.Kind.TABLE;
                            });
            assertThat(state.key())
                    .extracting(Column::name)
                    .startsWith(
                            switch (state.nodeId()) {
                                case "most" -> new String[0];
                                case "of-window" -> new String[] {"window_end"};
                                default -> new String[] {"k"};
                            });
            if (!state.nodeId().equals("of-window")
                    && !state.nodeId().equals("so-far")
                    && !state.role().equals("sent")) {
                assertThat(state.rows()).isPositive();
                assertThat(state.bytes()).isPositive();
            }
            assertThat(state.found()).isEmpty();
        });
    }

    @Test
    void aKeyIsFoundInEveryNodeOfTheSameKeyUnderTheNamesThatRowsHave() {
        StateAnswer described = ask("");
        long keys = described.states().stream()
                .filter(state -> state.nodeId().equals("per-key"))
                .mapToLong(KeyedState::rows)
                .sum();
        long seen = 0;
        long windows = 0;
        for (int k = 0; k < 20; k++) {
            StateAnswer answer = ask("per-key", Integer.toString(k));
            KeyedState.Found perKey = found(answer, "per-key");
            assertThat(names(perKey)).containsExactly("k", "n", "m");
            KeyedState.Found perWindow = found(answer, "per-window");
            assertThat(names(perWindow)).startsWith("k", "n", "s");
            assertThat(perKey.total()).isLessThanOrEqualTo(1);
            KeyedState.Found newest = found(answer, "newest");
            assertThat(names(newest)).containsExactly("k", "v", "t");
            assertThat(newest.total()).isEqualTo(perKey.total());
            KeyedState.Found highest = found(answer, "highest");
            assertThat(names(highest)).containsExactly("v", "t");
            assertThat(highest.total()).isBetween(perKey.total(), 3L);
            seen += perKey.total();
            windows += perWindow.total();
            for (JsonArray row : perKey.rows()) {
                assertThat(number(row.elements().get(0))).isEqualTo(k);
                // So many rows of the key were read, and the greatest of their values is the position of one.
                assertThat(number(row.elements().get(1))).isBetween(1L, 400L);
                assertThat(number(row.elements().get(2))).isBetween(0L, 399L);
            }
        }
        assertThat(seen).isEqualTo(keys);
        assertThat(windows)
                .isEqualTo(described.states().stream()
                        .filter(state -> state.nodeId().equals("per-window"))
                        .mapToLong(KeyedState::rows)
                        .sum());
    }

    /** Slices under their own times, and windows that have been sent, which late rows may change, under theirs. */
    @Test
    void slicesAndWindowsThatWereSentAreSeenUnderTheirTimes() {
        checkpointOfAJobThatDiesAfter(4_000);
        Map<String, Set<Duration>> lengths = new TreeMap<>();
        for (int k = 0; k < 20; k++) {
            for (KeyedState state : ask("per-hop", Integer.toString(k)).states()) {
                if (state.nodeId().equals("per-hop")) {
                    KeyedState.Found found = state.found().orElseThrow();
                    assertThat(names(found)).startsWith("k", "n", "s", "window_start", "window_end");
                    found.rows().forEach(row -> lengths.computeIfAbsent(state.role(), _ -> new HashSet<>())
                            .add(Duration.between(time(row, 3), time(row, 4))));
                }
            }
        }
        assertThat(lengths)
                .isEqualTo(
                        Map.of("accumulators", Set.of(Duration.ofSeconds(5)), "sent", Set.of(Duration.ofSeconds(20))));
    }

    private static LocalDateTime time(JsonArray row, int column) {
        return LocalDateTime.parse(
                ((JsonString) row.elements().get(column)).value().replace(' ', 'T'));
    }

    @Test
    void aKeyThatNobodyHasIsFoundNowhere() {
        assertThat(found(ask("per-key", "4711"), "per-key").total()).isZero();
    }

    @Test
    void whatIsNoKeyIsSaidWithTheColumnAndItsType() {
        assertThat(ask("per-key", "SFO").error().orElseThrow()).satisfies(error -> {
            assertThat(error.code()).isEqualTo("state.key.type");
            assertThat(error.nodeId()).contains("per-key");
            assertThat(error.message()).isEqualTo("`SFO` is no INT, as the key column `k` is");
        });
        assertThat(ask("per-key", "1", "2").error().orElseThrow().message())
                .isEqualTo("The state is found by k, so it takes one value; there are 2");
        assertThat(ask("time", "1").error().orElseThrow().code()).isEqualTo("state.node");
    }

    @Test
    void aCheckpointThatIsGoneIsNamed() {
        storage.files().remove(last.manifest());
        assertThat(ask("per-key", "1").error().orElseThrow().toString()).contains(last.manifest());
    }

    @Test
    void whoDoesNotWaitAnyMoreGetsNoAnswerAndNothingIsReadForThem() {
        queries.ask(query(1, "per-key", "1"));
        queries.cancel(1);
        storage.failAfter(0);
        waiting.remove().run();
        assertThat(answers).isEmpty();
        assertThat(storage.hasFailed()).isFalse();
    }

    @Test
    void whatWaitedOrReadForTooLongEndsWithAWord() {
        queries.ask(query(1, "per-key", "1"));
        clock.advance(Duration.ofSeconds(11));
        waiting.remove().run();
        assertThat(answers.removeLast().error().orElseThrow().code()).isEqualTo("state.slow");
    }

    @Test
    void moreQuestionsThanCanBeAnsweredSoonAreRefusedAtOnce() {
        for (int i = 0; i < 9; i++) {
            queries.ask(query(i, "per-key", "1"));
        }
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.id()).isEqualTo(8);
            assertThat(answer.error().orElseThrow().retryable()).isTrue();
        });
        waiting.forEach(Runnable::run);
        assertThat(answers).hasSize(9);
        StateQueries nowhere =
                new StateQueries(Optional.empty(), new HeapStateBackend(), byHand(), clock, answers::add);
        nowhere.ask(query(20, "per-key", "1"));
        assertThat(answers.getLast().error().orElseThrow().code()).isEqualTo("checkpoint.storage.missing");
    }
}
