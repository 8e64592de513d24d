package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.retract;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopNTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF = MINUTE.dividedBy(2);

    private static final Schema ROWS = schema("k STRING", "p BIGINT", "v STRING");

    private static JsonObject config(int limit, boolean isRanked) {
        JsonObject highest = JsonObject.of("column", Json.of(1), "descending", Json.of(true));
        return JsonObject.of("partitionColumns", numbers(0), "order", new JsonArray(List.of(highest)))
                .with("limit", Json.of(limit))
                .with("passed", numbers(0, 1, 2))
                .with("ranked", Json.of(isRanked));
    }

    private static Schema out(boolean isRanked) {
        List<Column> columns = new ArrayList<>(ROWS.columns());
        if (isRanked) {
            columns.add(new Column("rank", DataType.parse("BIGINT NOT NULL")));
        }
        return new Schema(columns);
    }

    private static NodeTest newRows(int limit, boolean isRanked) {
        return Specs.test("topN", config(limit, isRanked), List.of(ROWS), List.of(out(isRanked)));
    }

    private static NodeTest changes(int limit, boolean isRanked) {
        return Specs.testEdges("topN", config(limit, isRanked), List.of(retract(ROWS)), List.of(out(isRanked)));
    }

    private static NodeTest forAMinute() {
        JsonObject config = config(2, false).with("ttlMicros", Json.of(MINUTE.toNanos() / 1_000));
        return Specs.test("topN", config, List.of(ROWS), List.of(ROWS));
    }

    @Test
    void withoutRankOnlyWhatComesInAndGoesIsSent() {
        NodeOutput out = newRows(2, false)
                .row(0, "a", 1L, "one")
                .row(0, "a", 5L, "five")
                .row(0, "b", 1L, "other")
                .row(0, "a", 3L, "three")
                .row(0, "a", 2L, "two")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly("+I a, 1, one", "+I a, 5, five", "+I b, 1, other", "-D a, 1, one", "+I a, 3, three");
        assertThat(out.stateRows()).isEqualTo(3);
    }

    @Test
    void withRankEachRowWhoseRankAnotherOneHasIsAnUpdate() {
        NodeOutput out = newRows(2, true)
                .row(0, "a", 1L, "one")
                .row(0, "a", 5L, "five")
                .row(0, "a", 3L, "three")
                .row(0, "a", 2L, "two")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1, one, 1",
                        "-U a, 1, one, 1",
                        "+U a, 5, five, 1",
                        "+I a, 1, one, 2",
                        "-U a, 1, one, 2",
                        "+U a, 3, three, 2");
    }

    @Test
    void theOnlyRowIsUpdatedByAHigherOneAndNotByAnEqualOne() {
        NodeOutput out = newRows(1, false)
                .row(0, "a", 1L, "one")
                .row(0, "a", 1L, "as high")
                .row(0, "a", null, "none")
                .row(0, null, null, "none")
                .row(0, "a", 2L, "two")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, one", "+I NULL, NULL, none", "-U a, 1, one", "+U a, 2, two");
    }

    @Test
    void whoeverGoesIsFollowedByTheNextOne() {
        NodeOutput out = changes(2, false)
                .row(0, "a", 1L, "one")
                .row(0, "a", 5L, "five")
                .row(0, "a", 3L, "three")
                .change(0, Change.DELETE, "a", 5L, "five")
                .change(0, Change.UPDATE_BEFORE, "a", 1L, "one")
                .change(0, Change.UPDATE_AFTER, "a", 7L, "one")
                .change(0, Change.DELETE, "a", 9L, "never there")
                .change(0, Change.DELETE, "b", 9L, "never there")
                .change(0, Change.DELETE, "a", 7L, "one")
                .change(0, Change.DELETE, "a", 3L, "three")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1, one",
                        "+I a, 5, five",
                        "-D a, 1, one",
                        "+I a, 3, three",
                        "-D a, 5, five",
                        "+I a, 1, one",
                        "-D a, 1, one",
                        "+I a, 7, one",
                        "-D a, 7, one",
                        "-D a, 3, three");
        assertThat(out.stateRows()).isZero();
    }

    @Test
    void ranksMoveUpWhenAHigherRowGoes() {
        NodeOutput out = changes(2, true)
                .row(0, "a", 1L, "one")
                .row(0, "a", 5L, "five")
                .row(0, "a", 3L, "three")
                .watermark(0, 1)
                .change(0, Change.DELETE, "a", 5L, "five")
                .change(0, Change.DELETE, "a", 3L, "three")
                .endOfInput(0)
                .run();

        assertThat(out.standing(0))
                .containsExactly(
                        "{a, 3, three, 2=1, a, 5, five, 1=1} Watermark[micros=1]",
                        "{a, 1, one, 1=1} Watermark[micros=9223372036854775807]",
                        "{a, 1, one, 1=1} End[]");
    }

    @Test
    void aRowThatIsTakenBackAndComesAgainChangesNothing() {
        NodeTest test = changes(2, false);
        test.row(0, "a", 1L, "one").row(0, "a", 5L, "five").watermark(0, 1);
        test.change(0, Change.UPDATE_BEFORE, "a", 5L, "five").change(0, Change.UPDATE_AFTER, "a", 5L, "five");

        assertThat(test.endOfInput(0).run().rows(0)).containsExactly("+I a, 1, one", "+I a, 5, five");
    }

    @Test
    void anUpsertTakesThePlaceOfTheRowOfItsKey() {
        EdgeSchema upserts = new EdgeSchema(
                ROWS, Optional.empty(), List.of(List.of("k", "v")), ChangeMode.upsert(List.of("k", "v")));
        NodeOutput out = Specs.testEdges("topN", config(1, true), List.of(upserts), List.of(out(true)))
                .change(0, Change.INSERT, "a", 1L, "x")
                .change(0, Change.INSERT, "a", 2L, "y")
                .change(0, Change.INSERT, "a", 3L, "x")
                .change(0, Change.INSERT, "a", 1L, "x")
                .change(0, Change.DELETE, "a", 0L, "y")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1, x, 1",
                        "-U a, 1, x, 1",
                        "+U a, 2, y, 1",
                        "-U a, 2, y, 1",
                        "+U a, 3, x, 1",
                        "-U a, 3, x, 1",
                        "+U a, 2, y, 1",
                        "-U a, 2, y, 1",
                        "+U a, 1, x, 1");
    }

    /** As many changes as fill more than one batch, in one partition and in many. */
    @Test
    void moreChangesThanABatchHoldsAreSentOneBatchAfterTheOther() {
        for (String partition : List.of("one", "k%d")) {
            for (boolean isAppend : List.of(true, false)) {
                NodeTest test = isAppend ? newRows(3_000, true) : changes(3_000, true);
                for (int i = 0; i < 6_000; i++) {
                    test.row(0, partition.formatted(i), (long) i, "v" + i);
                }
                for (int i = 0; i < 2_000; i++) {
                    test.row(0, partition.formatted(i), 10_000L + i, "w" + i);
                }
                String standing = test.endOfInput(0).runQuickly().standingAtLast(0);

                assertThat(standing).contains("11999, w1999, 1=1");
                assertThat(standing.split("=1")).hasSize(1 + (partition.equals("one") ? 3_000 : 8_000));
            }
        }
    }

    @Test
    void aPartitionLivesForItsTimeSinceItsLastRowCame() {
        NodeOutput out = forAMinute()
                .row(0, "a", 2L, "two")
                .row(0, "a", 3L, "three")
                .timePasses(HALF)
                .row(0, "a", 1L, "too low, and yet a row")
                .timePasses(HALF)
                .row(0, "a", 2L, "too late")
                .timePasses(MINUTE)
                .row(0, "a", 1L, "anew")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 2, two", "+I a, 3, three", "+I a, 1, anew");
        assertThat(out.stateRows()).isEqualTo(1);
    }

    @Test
    void whatNobodyAsksForIsGivenBack() {
        NodeTest test = forAMinute();
        for (int i = 0; i < 1_000; i++) {
            test.row(0, "k" + i, 1L, "v");
        }
        test.timePasses(MINUTE);
        for (int i = 0; i < 10; i++) {
            test.timePasses(MINUTE.dividedBy(20)).row(0, "x", 1L, "v" + i);
        }
        assertThat(test.endOfInput(0).runQuickly().stateRows()).isEqualTo(2);
    }

    private static NodeTest ofWindows(int limit) {
        Schema rows = schema("k STRING", "p BIGINT", "t TIMESTAMP(3) NOT NULL");
        List<Column> columns = new ArrayList<>(rows.columns());
        columns.add(new Column("rank", DataType.parse("BIGINT NOT NULL")));
        JsonObject config =
                config(limit, true).with("partitionColumns", numbers(2)).with("timeColumn", Json.of(2));
        return Specs.test("topN", config, List.of(rows), List.of(new Schema(columns)));
    }

    @Test
    void aPartitionOfOneTimeIsSentWhenTheWatermarkHasPassedIt() {
        NodeOutput out = ofWindows(2)
                .row(0, "a", 1L, 1_000L)
                .row(0, "b", 3L, 2_000L)
                .row(0, "b", 2L, 1_000L)
                .row(0, "c", 3L, 1_000L)
                .watermark(0, 999)
                .row(0, "d", 3L, 1_000L)
                .watermark(0, 1_000)
                .row(0, "late", 9L, 1_000L)
                .row(0, "d", 1L, 2_000L)
                .endOfInput(0)
                .run();

        assertThat(out.all(0))
                .containsExactly(
                        "Watermark[micros=999]",
                        "+I c, 3, 1970-01-01 00:00:00.001, 1",
                        "+I d, 3, 1970-01-01 00:00:00.001, 2",
                        "Watermark[micros=1000]",
                        "+I b, 3, 1970-01-01 00:00:00.002, 1",
                        "+I d, 1, 1970-01-01 00:00:00.002, 2",
                        "Watermark[micros=9223372036854775807]",
                        "End[]");
        assertThat(out.stateRows()).isZero();
    }

    @Test
    void noRowsAreAnswered() {
        for (NodeTest test : List.of(newRows(2, false), changes(2, true), ofWindows(2))) {
            assertThat(test.endOfInput(0).run().all(0))
                    .containsExactly("Watermark[micros=9223372036854775807]", "End[]");
        }
    }
}
