package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.call;
import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.retract;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.operators.AggregateOracle.Call;
import io.millrace.testkit.operators.AggregateOracle.Keys;
import io.millrace.testkit.operators.AggregateOracle.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIN and MAX of rows that are taken back: the next value is at hand. */
class ExtremesOverChangesTest {

    private static final List<Call> CALLS = List.of(
            extreme("lv", "MIN", "v", "BIGINT", ""),
            extreme("hv", "MAX", "v", "BIGINT", ""),
            // Of both zeros either may stand; the oracle has one.
            extreme("ls", "MIN", "s", "STRING", " COLLATE \"C\""),
            extreme("hs", "MAX", "s", "STRING", " COLLATE \"C\""),
            extreme("ld", "MIN", "d", "DOUBLE", ""),
            extreme("hd", "MAX", "d", "DOUBLE", ""),
            extreme("lm", "MIN", "m", "DECIMAL(10, 2)", ""),
            extreme("hm", "MAX", "m", "DECIMAL(10, 2)", ""),
            Call.of("n", "COUNT", "", "BIGINT NOT NULL", "count(*)"));

    private static Call extreme(String id, String function, String column, String result, String collation) {
        return Call.of(id, function, column, result, "%s(%s%s)".formatted(function, column, collation))
                .with("gathered", Json.of(true));
    }

    @ParameterizedTest
    @EnumSource(Keys.class)
    void resultsAreThosePostgresFinds(Keys keys) {
        for (long seed = 1; seed <= 2; seed++) {
            new AggregateOracle(CALLS, Windows.CHANGES, keys, seed)
                    .withPlainDoubles()
                    .check();
        }
    }

    private static NodeTest texts(String function, JsonObject more) {
        JsonObject of = call(function, 1, "STRING").with("gathered", Json.of(true));
        JsonObject config = JsonObject.of("groupColumns", numbers(0), "aggregates", new JsonArray(List.of(of)));
        for (var one : more.members().entrySet()) {
            config = config.with(one.getKey(), one.getValue());
        }
        return Specs.testEdges(
                "aggregate",
                config,
                List.of(retract(schema("k STRING", "s STRING"))),
                List.of(schema("k STRING", "m STRING")));
    }

    /** State is sorted by the first eight bytes, behind which these differ. */
    @Test
    void textsThatBeginAlikeAreToldApart() {
        NodeTest test = texts("MAX", JsonObject.EMPTY);
        for (String end : List.of("07", "11", "", "09", "11")) {
            test.row(0, "a", "2026-11-" + end);
        }
        var out = test.change(0, Change.DELETE, "a", "2026-11-11")
                .watermark(0, 1)
                .change(0, Change.DELETE, "a", "2026-11-11")
                .watermark(0, 2)
                .change(0, Change.DELETE, "a", "2026-11-09")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).last().isEqualTo("+U a, 2026-11-07");
    }

    @Test
    void aGroupWithoutValuesHasNoneAndOneWithoutRowsIsGone() {
        var out = texts("MIN", JsonObject.EMPTY)
                .row(0, "a", null)
                .row(0, "a", "x")
                .row(0, "b", "y")
                .watermark(0, 1)
                .change(0, Change.DELETE, "a", "x")
                .change(0, Change.DELETE, "b", "y")
                .endOfInput(0)
                .run();

        assertThat(out.standingAtLast(0)).contains("a, NULL").doesNotContain("b, ");
    }

    @Test
    void valuesGoWithTheirGroup() {
        Duration minute = Duration.ofMinutes(1);
        var out = texts("MIN", JsonObject.of("ttlMicros", Json.of(minute.toNanos() / 1_000)))
                .row(0, "a", "1")
                .watermark(0, 1)
                .timePasses(minute.multipliedBy(2))
                .row(0, "a", "2")
                .endOfInput(0)
                .run();

        assertThat(out.rows(0)).last().isEqualTo("+I a, 2");
    }
}
