package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupJoinTest {

    private static final Schema LEFT = schema("k STRING", "v BIGINT NOT NULL");
    private static final Schema RIGHT = schema("id STRING", "name STRING");
    private static final Schema OUT = schema("k STRING", "v BIGINT NOT NULL", "name STRING");

    private static NodeTest join(String type) {
        JsonObject config = new JsonObject(Map.of(
                "type", Json.of(type), "leftKeys", numbers(0), "rightKeys", numbers(0), "rightColumns", numbers(1)));
        return Specs.test("lookupJoin", config, List.of(LEFT, RIGHT), List.of(OUT));
    }

    @Test
    void leftRowsWaitUntilTheRightSideIsComplete() {
        NodeOutput out = join("inner")
                .row(0, "a", 1L)
                .watermark(0, 5)
                .row(1, "b", "Bea")
                .row(1, "a", "Ada")
                .endOfInput(1)
                .row(0, "b", 2L)
                .endOfInput(0)
                .run();

        assertThat(out.all(0))
                .containsExactly(
                        "+I a, 1, Ada",
                        "Watermark[micros=5]",
                        "+I b, 2, Bea",
                        "Watermark[micros=9223372036854775807]",
                        "End[]");
    }

    @Test
    void noLeftRowGoesThroughWhenTheRightSideWasStoppedBeforeItsEnd() {
        NodeOutput out = join("left")
                .row(0, "a", 1L)
                .row(1, "b", "Bea")
                .stopped(1)
                .row(0, "b", 2L)
                .stopped(0)
                .run();

        assertThat(out.all(0)).containsExactly("End[]");
    }

    @Test
    void everyMatchGivesARowInTheOrderOfTheRightSide() {
        NodeOutput out = join("inner")
                .row(1, "a", "one")
                .row(1, "b", "other")
                .row(1, "a", "two")
                .endOfInput(1)
                .row(0, "a", 1L)
                .row(0, "c", 2L)
                .row(0, "b", 3L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, one", "+I a, 1, two", "+I b, 3, other");
    }

    @Test
    void aLeftJoinKeepsRowsWithoutMatch() {
        NodeOutput out = join("left")
                .row(1, "a", "one")
                .endOfInput(1)
                .row(0, "x", 1L)
                .row(0, "a", 2L)
                .row(0, null, 3L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I x, 1, NULL", "+I a, 2, one", "+I NULL, 3, NULL");
    }

    @Test
    void aNullKeyMatchesNothing() {
        NodeOutput out = join("inner")
                .row(1, null, "nobody")
                .endOfInput(1)
                .row(0, null, 1L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).isEmpty();
    }

    @Test
    void changesOfTheLeftSidePassThrough() {
        NodeOutput out = join("inner")
                .row(1, "a", "Ada")
                .endOfInput(1)
                .row(0, "a", 1L)
                .change(0, Change.UPDATE_BEFORE, "a", 1L)
                .change(0, Change.UPDATE_AFTER, "b", 1L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, Ada", "-D a, 1, Ada");
    }

    @Test
    void aRowWithMoreMatchesThanABatchHoldsIsResumed() {
        NodeTest test = join("inner");
        for (int i = 0; i < 5_000; i++) {
            test.row(1, "a", "n" + i);
        }
        NodeOutput out =
                test.endOfInput(1).row(0, "a", 1L).row(0, "a", 2L).endOfInput(0).runQuickly();

        assertThat(out.rows(0)).hasSize(10_000).doesNotHaveDuplicates();
    }
}
