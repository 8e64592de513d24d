package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupAggregateTest {

    private static final Schema IN = schema("k STRING", "v BIGINT");
    private static final Schema OUT = schema("k STRING", "n BIGINT NOT NULL", "s BIGINT");

    private static NodeTest countAndSum() {
        return Specs.test(
                "aggregate",
                JsonObject.of(
                        "groupColumns",
                        numbers(0),
                        "aggregates",
                        new JsonArray(List.of(call("COUNT", -1, "BIGINT"), call("SUM", 1, "BIGINT")))),
                List.of(IN),
                List.of(OUT));
    }

    @Test
    void eachChangeOfAGroupIsSentOnce() {
        NodeOutput out = countAndSum()
                .row(0, "a", 1L)
                .row(0, "b", 1L)
                .row(0, "a", 2L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 1", "+I b, 1, 1", "-U a, 1, 1", "+U a, 2, 3");
        assertThat(out.standing(0).getLast()).isEqualTo("{a, 2, 3=1, b, 1, 1=1} End[]");
    }

    @Test
    void aGroupWhoseLastRowIsTakenBackIsDeleted() {
        NodeOutput out = countAndSum()
                .row(0, "a", 1L)
                .change(0, Change.DELETE, "a", 1L)
                .row(0, "a", 5L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 1, 1", "-D a, 1, 1", "+I a, 1, 5");
    }

    @Test
    void anUpdateThatMovesARowToAnotherGroupChangesBoth() {
        NodeOutput out = countAndSum()
                .row(0, "a", 1L)
                .row(0, "a", 2L)
                .change(0, Change.UPDATE_BEFORE, "a", 1L)
                .change(0, Change.UPDATE_AFTER, "b", 1L)
                .endOfInput(0)
                .run();

        assertThat(out.standing(0).getLast()).isEqualTo("{a, 1, 2=1, b, 1, 1=1} End[]");
    }

    @Test
    void aResultThatStaysTheSameIsNotSent() {
        NodeOutput out = Specs.test(
                        "aggregate",
                        JsonObject.of(
                                "groupColumns",
                                numbers(0),
                                "aggregates",
                                new JsonArray(List.of(call("MAX", 1, "BIGINT")))),
                        List.of(IN),
                        List.of(schema("k STRING", "top BIGINT")))
                .row(0, "a", 5L)
                .row(0, "a", 3L)
                .row(0, "a", null)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).containsExactly("+I a, 5");
    }

    @Test
    void withoutGroupKeysABoundedInputWithoutRowsHasAResult() {
        NodeTest test = Specs.test(
                "aggregate",
                JsonObject.of(
                        "groupColumns",
                        numbers(),
                        "aggregates",
                        new JsonArray(List.of(call("COUNT", -1, "BIGINT"), call("SUM", 1, "BIGINT")))),
                List.of(IN),
                List.of(schema("n BIGINT NOT NULL", "s BIGINT")));

        assertThat(test.endOfInput(0).run().rows(0)).containsExactly("+I 0, NULL");
    }

    @Test
    void withoutGroupKeysAllRowsAreOneGroup() {
        NodeTest test = Specs.test(
                "aggregate",
                JsonObject.of(
                        "groupColumns",
                        numbers(),
                        "aggregates",
                        new JsonArray(List.of(call("COUNT", -1, "BIGINT"), call("AVG", 1, "BIGINT")))),
                List.of(IN),
                List.of(schema("n BIGINT NOT NULL", "s BIGINT")));

        NodeOutput out = test.row(0, "a", 4L).row(0, "b", -7L).endOfInput(0).run();
        assertThat(out.standing(0).getLast()).isEqualTo("{2, -1=1} End[]");
    }

    @Test
    void aSumOutOfItsTypeStandsAsNoRowUntilItIsBackInside() {
        NodeOutput out = countAndSum()
                .row(0, "a", Long.MAX_VALUE)
                .watermark(0, 1)
                .row(0, "a", 1L)
                .watermark(0, 2)
                .row(0, "a", -1L)
                .watermark(0, 3)
                .skippingErrors(1)
                .stopped(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I a, 1, 9223372036854775807", "-D a, 1, 9223372036854775807", "+I a, 3, 9223372036854775807");
        assertThat(out.errors()).hasSize(1);
    }
}
