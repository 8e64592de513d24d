package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final Schema ROWS = schema("k STRING", "t TIMESTAMP(6)");

    /** Time from {@code t}, 5 µs of disorder. */
    private static NodeTest test() {
        JsonObject config =
                JsonObject.of("column", Json.of(1), "outOfOrdernessMicros", Json.of(5L), "nodeId", Json.of("node"));
        return Specs.test("watermark", config, List.of(ROWS), List.of(ROWS));
    }

    @Test
    void theWatermarkFollowsTheLatestRowAndNeverGoesBack() {
        NodeOutput out = test().row(0, "a", 100L)
                .watermark(0, 1)
                .row(0, "b", 90L)
                .watermark(0, 2)
                .row(0, "c", 101L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).hasSize(3);
        assertThat(out.signals(0))
                .startsWith("Watermark[micros=94]", "Watermark[micros=95]")
                .endsWith("End[]");
        assertThat(out.all(0).get(1)).isEqualTo("Watermark[micros=94]");
        assertThat(out.all(0).get(2)).startsWith("+I b");
    }

    @Test
    void watermarksFromAboveCountOnlyAtTheEnd() {
        NodeOutput out =
                test().watermark(0, 1_000).row(0, "a", 100L).endOfInput(0).run();

        assertThat(out.signals(0))
                .containsExactly("Watermark[micros=94]", "Watermark[micros=" + Long.MAX_VALUE + "]", "End[]");
    }

    @Test
    void anInputThatWasStoppedEndsWithoutAFinalWatermark() {
        NodeOutput out = test().row(0, "a", 100L).stopped(0).run();

        assertThat(out.signals(0)).containsExactly("Watermark[micros=94]", "End[]");
    }

    @Test
    void aRowWithoutTimeIsABadRow() {
        NodeOutput out = test().skippingErrors(1)
                .row(0, "a", 100L)
                .watermark(0, 1)
                .row(0, "b", null)
                .row(0, "c", 200L)
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .allMatch(row -> row.startsWith("+I a") || row.startsWith("+I c"))
                .hasSize(2);
        assertThat(out.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .contains("`t` is NULL"));
    }

    @Test
    void anIdleInputIsIdleHereToo() {
        NodeOutput out =
                test().row(0, "a", 100L).idle(0).row(0, "b", 50L).endOfInput(0).run();

        assertThat(out.all(0).subList(1, 3)).containsExactly("Watermark[micros=94]", "Idle[]");
        assertThat(out.all(0).subList(4, 5))
                .as("active again, at the time it had")
                .containsExactly("Watermark[micros=94]");
    }
}
