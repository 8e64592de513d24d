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

class RegularJoinTest {

    private static final Schema LEFT = schema("k STRING", "v BIGINT NOT NULL");
    private static final Schema RIGHT = schema("id STRING", "name STRING");
    private static final Schema OUT = schema("k STRING", "v BIGINT NOT NULL", "name STRING");

    private static NodeTest join() {
        JsonObject config = new JsonObject(Map.of(
                "type", Json.of("inner"), "leftKeys", numbers(0), "rightKeys", numbers(0), "rightColumns", numbers(1)));
        return Specs.test("regularJoin", config, List.of(LEFT, RIGHT), List.of(OUT));
    }

    @Test
    void aRowIsJoinedWithWhatStandsOnTheOtherSideWheneverItComes() {
        NodeOutput out = join().row(0, "a", 1L)
                .row(1, "a", "one")
                .row(1, "b", "bee")
                .row(1, "a", "two")
                .row(0, "a", 2L)
                .row(0, "b", 3L)
                .row(0, "c", 4L)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0))
                .containsExactlyInAnyOrder(
                        "+I a, 1, one", "+I a, 1, two", "+I a, 2, one", "+I a, 2, two", "+I b, 3, bee");
    }

    @Test
    void equalRowsStandAsOftenAsTheyCame() {
        NodeOutput out = join().row(0, "a", 1L)
                .row(0, "a", 1L)
                .row(1, "a", "x")
                .change(0, Change.DELETE, "a", 1L)
                .row(1, "a", "y")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.standing(0).getLast()).isEqualTo("{a, 1, x=1, a, 1, y=1} End[]");
    }

    @Test
    void whatIsTakenBackTakesItsJoinedRowsBack() {
        NodeOutput out = join().row(1, "a", "x")
                .row(1, "b", "z")
                .row(0, "a", 1L)
                .change(0, Change.UPDATE_BEFORE, "a", 1L)
                .change(0, Change.UPDATE_AFTER, "b", 1L)
                .change(1, Change.DELETE, "a", "x")
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.standing(0).getLast()).isEqualTo("{b, 1, z=1} End[]");
    }

    @Test
    void aRowThatNeverCameCannotBeTakenBack() {
        NodeOutput out = join().row(1, "a", "x")
                .change(0, Change.DELETE, "a", 7L)
                .row(0, "a", 1L)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, x");
    }

    @Test
    void aNullKeyMatchesNothing() {
        NodeOutput out = join().row(0, null, 1L)
                .row(1, null, "nobody")
                .row(0, null, 2L)
                .endOfInput(0)
                .endOfInput(1)
                .run();

        assertThat(out.rows(0)).isEmpty();
    }

    @Test
    void aRowWithMoreMatchesThanABatchHoldsIsResumed() {
        NodeTest test = join();
        for (int i = 0; i < 5_000; i++) {
            test.row(1, "a", "n" + i);
        }
        NodeOutput out =
                test.row(0, "a", 1L).row(0, "a", 2L).endOfInput(0).endOfInput(1).runQuickly();

        assertThat(out.rows(0)).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void theWatermarkIsThatOfTheSideBehind() {
        NodeOutput out = join().watermark(0, 10)
                .watermark(1, 5)
                .watermark(1, 20)
                .endOfInput(1)
                .endOfInput(0)
                .run();

        assertThat(out.all(0))
                .containsExactly(
                        "Watermark[micros=5]",
                        "Watermark[micros=10]",
                        "Watermark[micros=9223372036854775807]",
                        "End[]");
    }
}
