package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.retract;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular joins that also bring out rows for want of a match, or because of one. */
class OuterJoinTest {

    private static final Schema LEFT = schema("k DOUBLE", "v BIGINT");
    private static final Schema RIGHT = schema("id DOUBLE", "name STRING");
    private static final Schema JOINED = schema("k DOUBLE", "v BIGINT", "name STRING");
    private static final List<@Nullable Double[]> KEYS = List.of(
            new @Nullable Double[] {null, Double.NaN, -0.0, 1.0, 2.0},
            new @Nullable Double[] {null, Double.NaN, 0.0, 1.0, 2.0});
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static NodeTest join(String type) {
        return join(type, config(type), retract(RIGHT));
    }

    private static NodeTest join(String type, JsonObject config, EdgeSchema right) {
        return Specs.testEdges(
                "regularJoin", config, List.of(retract(LEFT), right), List.of(onlyLeft(type) ? LEFT : JOINED));
    }

    private static JsonObject config(String type) {
        return new JsonObject(Map.of(
                "type",
                Json.of(type),
                "leftKeys",
                numbers(0),
                "rightKeys",
                numbers(0),
                "rightColumns",
                onlyLeft(type) ? numbers() : numbers(1)));
    }

    private static boolean onlyLeft(String type) {
        return type.equals("semi") || type.equals("anti");
    }

    @Test
    void aRowWithoutAMatchIsTakenBackWhenOneComesAndIsThereAgainWhenTheLastGoes() {
        NodeOutput out = join("left")
                .row(0, 1.0, 7L)
                .row(1, 1.0, "x")
                .row(1, 1.0, "y")
                .change(1, Change.DELETE, 1.0, "x")
                .change(1, Change.DELETE, 1.0, "y")
                .change(0, Change.DELETE, 1.0, 7L)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I 1.0, 7, NULL",
                        "-D 1.0, 7, NULL",
                        "+I 1.0, 7, x",
                        "+I 1.0, 7, y",
                        "-D 1.0, 7, x",
                        "-D 1.0, 7, y",
                        "+I 1.0, 7, NULL",
                        "-D 1.0, 7, NULL");
    }

    @Test
    void aMatchThatComesAndGoesInOneBatchNeverStandsBesideTheLonelyRow() {
        NodeOutput out = join("left")
                .row(0, 1.0, 7L)
                .watermark(0, 1)
                .row(1, 1.0, "x")
                .change(1, Change.DELETE, 1.0, "x")
                .endOfInput(0)
                .endOfInput(1)
                .runQuickly();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I 1.0, 7, NULL", "-D 1.0, 7, NULL", "+I 1.0, 7, x", "-D 1.0, 7, x", "+I 1.0, 7, NULL");
    }

    @Test
    void aSemiJoinSendsARowOnceHoweverManyMatchesItHas() {
        NodeOutput out = join("semi")
                .row(0, 1.0, 7L)
                .row(1, 1.0, "x")
                .row(1, 1.0, "y")
                .change(1, Change.DELETE, 1.0, "y")
                .row(0, 1.0, 8L)
                .change(1, Change.DELETE, 1.0, "x")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I 1.0, 7", "+I 1.0, 8", "-D 1.0, 7", "-D 1.0, 8");
    }

    @Test
    void anAntiJoinKeepsRowsWithANullKeyAsNotExistsDoes() {
        NodeOutput out = join("anti")
                .row(0, null, 7L)
                .row(1, null, "x")
                .row(0, 1.0, 8L)
                .row(1, 1.0, "y")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I NULL, 7", "+I 1.0, 8", "-D 1.0, 8");
    }

    /** Whatever comes, what stands after each watermark is the join of what stands on both sides. */
    @ParameterizedTest
    @ValueSource(strings = {"inner", "left", "right", "full", "semi", "anti"})
    void whatStandsIsTheJoinOfWhatStandsOnBothSides(String type) {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            boolean oneKey = seed == 2;
            NodeTest test = join(type);
            List<List<List<@Nullable Object>>> sides = List.of(new ArrayList<>(), new ArrayList<>());
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                int port = random.nextInt(2);
                List<List<@Nullable Object>> side = sides.get(port);
                if (!side.isEmpty() && random.nextInt(5) < 2) {
                    List<@Nullable Object> gone = side.remove(random.nextInt(side.size()));
                    test.change(port, Change.DELETE, gone.toArray());
                    if (random.nextBoolean()) {
                        List<@Nullable Object> instead = new ArrayList<>(gone);
                        instead.set(0, oneKey ? Double.valueOf(5) : KEYS.get(port)[random.nextInt(5)]);
                        side.add(instead);
                        test.row(port, instead.toArray());
                    }
                } else {
                    Object value = port == 0 ? (Object) random.nextLong(3) : "n" + random.nextInt(3);
                    List<@Nullable Object> row =
                            Arrays.asList(oneKey ? Double.valueOf(5) : KEYS.get(port)[random.nextInt(5)], value);
                    side.add(row);
                    test.row(port, row.toArray());
                }
                if (i % 6 == 5) {
                    test.watermark(0, i).watermark(1, i);
                    expected.add(answer(type, sides.get(0), sides.get(1)) + " Watermark[micros=" + i + "]");
                }
            }

            NodeOutput out = test.endOfInput(0).endOfInput(1).run();

            assertThat(out.standing(0).subList(0, expected.size()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void onlyOneRightRowIsKeptWhereItOnlyMattersThatThereIsOne() {
        NodeTest test = join("semi", config("semi"), EdgeSchema.append(RIGHT));
        for (int i = 0; i < 100; i++) {
            test.row(1, 1.0, "n" + i);
        }
        NodeOutput out = test.row(0, 1.0, 7L).endOfInput(0).endOfInput(1).run();

        assertThat(out.rows(0)).containsExactly("+I 1.0, 7");
        assertThat(out.stateRows()).isLessThanOrEqualTo(4);
    }

    /** A match that has had its time goes without a word, so nothing is taken back that was never sent. */
    @ParameterizedTest
    @ValueSource(strings = {"left", "full", "semi", "anti"})
    void whatHasHadItsTimeTurnsNothing(String type) {
        JsonObject config = config(type).with("rightTtlMicros", Json.of(MINUTE.toNanos() / 1_000));
        NodeOutput out = join(type, config, retract(RIGHT))
                .row(0, 1.0, 7L)
                .row(1, 1.0, "x")
                .timePasses(MINUTE)
                .row(0, 1.0, 8L)
                .row(1, 1.0, "y")
                .change(0, Change.DELETE, 1.0, 7L)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0))
                .isEqualTo(
                        switch (type) {
                            case "semi" -> List.of("+I 1.0, 7", "+I 1.0, 8", "-D 1.0, 7");
                            case "anti" -> List.of("+I 1.0, 7", "-D 1.0, 7", "+I 1.0, 8", "-D 1.0, 8");
                            default ->
                                List.of(
                                        "+I 1.0, 7, NULL",
                                        "-D 1.0, 7, NULL",
                                        "+I 1.0, 7, x",
                                        "+I 1.0, 8, NULL",
                                        "-D 1.0, 8, NULL",
                                        "+I 1.0, 7, y",
                                        "+I 1.0, 8, y",
                                        "-D 1.0, 7, y");
                        });
    }

    /** A row whose only match is gone by time was shown with it, and goes without having stood alone. */
    @Test
    void aRowWhoseMatchHadItsTimeIsNotTakenBackAsIfItStoodAlone() {
        JsonObject config = config("left").with("rightTtlMicros", Json.of(MINUTE.toNanos() / 1_000));
        NodeOutput out = join("left", config, retract(RIGHT))
                .row(0, 1.0, 7L)
                .row(1, 1.0, "x")
                .timePasses(MINUTE)
                .change(0, Change.DELETE, 1.0, 7L)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I 1.0, 7, NULL", "-D 1.0, 7, NULL", "+I 1.0, 7, x");
    }

    private static String answer(String type, List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        Map<String, Integer> rows = new TreeMap<>();
        for (List<@Nullable Object> one : left) {
            long matches = right.stream().filter(other -> matches(one, other)).count();
            if (type.equals("semi") && matches > 0 || type.equals("anti") && matches == 0) {
                rows.merge(text(one), 1, Integer::sum);
            }
            if ((type.equals("left") || type.equals("full")) && matches == 0) {
                rows.merge(text(one) + ", NULL", 1, Integer::sum);
            }
        }
        for (List<@Nullable Object> other : right) {
            List<List<@Nullable Object>> matches =
                    left.stream().filter(one -> matches(one, other)).toList();
            if (!onlyLeft(type)) {
                matches.forEach(one -> rows.merge(text(one) + ", " + other.get(1), 1, Integer::sum));
            }
            if ((type.equals("right") || type.equals("full")) && matches.isEmpty()) {
                rows.merge("NULL, NULL, " + other.get(1), 1, Integer::sum);
            }
        }
        return rows.toString();
    }

    private static String text(List<@Nullable Object> row) {
        return row.stream()
                .map(value -> value == null ? "NULL" : value.toString())
                .collect(Collectors.joining(", "));
    }

    /** There is one NaN, and zero has no sign. */
    private static boolean matches(List<@Nullable Object> one, List<@Nullable Object> other) {
        return one.get(0) instanceof Double a && other.get(0) instanceof Double b && Objects.equals(a + 0.0, b + 0.0);
    }
}
