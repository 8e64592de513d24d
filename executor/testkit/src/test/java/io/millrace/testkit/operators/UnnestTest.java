package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static io.millrace.testkit.operators.Specs.retract;
import static io.millrace.testkit.operators.Specs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnnestTest {

    private static final Schema BASKETS = schema("id INT NOT NULL", "items ARRAY<STRING>");

    private static JsonObject config(int collection, int[] passed, int[] parts, boolean isLeft) {
        return JsonObject.of("collection", Json.of(collection))
                .with("passed", numbers(passed))
                .with("parts", numbers(parts))
                .with("ordinality", Json.of(true))
                .with("left", Json.of(isLeft));
    }

    private static int[] of(int... positions) {
        return positions;
    }

    private static NodeTest baskets(boolean isLeft) {
        return Specs.test(
                "unnest",
                config(1, of(0), of(0), isLeft),
                List.of(BASKETS),
                List.of(schema("id INT NOT NULL", "item STRING", "number INT")));
    }

    @Test
    void anElementIsARowAndOneWithoutElementsIsNone() {
        NodeOutput out = baskets(false)
                .row(0, 1, List.of("a", "b"))
                .row(0, 2, List.of())
                .row(0, 3, null)
                .row(0, 4, Arrays.asList(null, "c"))
                .watermark(0, 10)
                .row(0, 5, List.of("d"))
                .endOfInput(0)
                .run();

        assertThat(out.all(0).subList(0, 6))
                .containsExactly(
                        "+I 1, a, 1",
                        "+I 1, b, 2",
                        "+I 4, NULL, 1",
                        "+I 4, c, 2",
                        "Watermark[micros=10]",
                        "+I 5, d, 1");
    }

    @Test
    void aLeftRowWithoutElementsStaysOnce() {
        NodeOutput out = baskets(true)
                .row(0, 1, List.of())
                .row(0, 2, List.of("a", "b"))
                .row(0, 3, null)
                .row(0, 4, Collections.singletonList(null))
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly("+I 1, NULL, NULL", "+I 2, a, 1", "+I 2, b, 2", "+I 3, NULL, NULL", "+I 4, NULL, 1");
    }

    @Test
    void aBatchWhoseRowsAllStandAloneHasNothingButNull() {
        NodeOutput out =
                baskets(true).row(0, 1, null).row(0, 2, List.of()).endOfInput(0).run();

        assertThat(out.rows(0)).containsExactly("+I 1, NULL, NULL", "+I 2, NULL, NULL");
    }

    @Test
    void anUpdateTakesOldElementsBackAndAddsNewOnes() {
        NodeOutput out = Specs.testEdges(
                        "unnest",
                        config(1, of(0), of(0), true),
                        List.of(retract(BASKETS)),
                        List.of(schema("id INT NOT NULL", "item STRING", "number INT")))
                .row(0, 1, List.of("a", "b"))
                .change(0, Change.UPDATE_BEFORE, 1, List.of("a", "b"))
                .change(0, Change.UPDATE_AFTER, 1, List.of("c"))
                .change(0, Change.UPDATE_BEFORE, 1, List.of("c"))
                .change(0, Change.UPDATE_AFTER, 1, List.of())
                .change(0, Change.DELETE, 1, List.of())
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I 1, a, 1",
                        "+I 1, b, 2",
                        "-D 1, a, 1",
                        "-D 1, b, 2",
                        "+I 1, c, 1",
                        "-D 1, c, 1",
                        "+I 1, NULL, NULL",
                        "-D 1, NULL, NULL");
        assertThat(out.standingAtLast(0)).startsWith("{}");
    }

    @Test
    void fieldsOfRowsAndEntriesOfMapsAreColumns() {
        NodeOutput fields = Specs.test(
                        "unnest",
                        config(0, of(), of(1, 0), false),
                        List.of(schema("items ARRAY<ROW<name STRING, amount INT NOT NULL>>")),
                        List.of(schema("amount INT", "name STRING", "number INT NOT NULL")))
                .row(0, Arrays.asList(List.of("a", 7), null, Arrays.asList(null, 8)))
                .endOfInput(0)
                .run();
        assertThat(fields.rows(0)).containsExactly("+I 7, a, 1", "+I NULL, NULL, 2", "+I 8, NULL, 3");

        Map<String, Integer> entries = new LinkedHashMap<>();
        entries.put("a", 1);
        entries.put("b", null);
        NodeOutput pairs = Specs.test(
                        "unnest",
                        config(0, of(), of(0, 1), false),
                        List.of(schema("counts MAP<STRING NOT NULL, INT>")),
                        List.of(schema("k STRING NOT NULL", "v INT", "number INT NOT NULL")))
                .row(0, entries)
                .endOfInput(0)
                .run();
        assertThat(pairs.rows(0)).containsExactly("+I a, 1, 1", "+I b, NULL, 2");
    }

    /** Nested values, of which each is many times as large as a row, stand beside each of their elements. */
    @Test
    void columnsOfAllShapesPass() {
        NodeOutput out = Specs.test(
                        "unnest",
                        config(1, of(0, 1, 2, 3), of(0), true),
                        List.of(schema(
                                "text STRING",
                                "lists ARRAY<ARRAY<INT>>",
                                "row ROW<s STRING, a ARRAY<INT>>",
                                "m MAP<STRING NOT NULL, INT>")),
                        List.of(schema(
                                "text STRING",
                                "lists ARRAY<ARRAY<INT>>",
                                "row ROW<s STRING, a ARRAY<INT>>",
                                "m MAP<STRING NOT NULL, INT>",
                                "list ARRAY<INT>",
                                "number INT")))
                .row(0, "x", Arrays.asList(List.of(1, 2), null, List.of()), List.of("s", List.of(9)), Map.of("k", 1))
                .row(0, null, List.of(), null, null)
                .row(0, "z", List.of(List.of(3)), Arrays.asList(null, null), Map.of())
                .endOfInput(0)
                .run();

        assertThat(out.rows(0))
                .containsExactly(
                        "+I x, [[1, 2], NULL, []], (s, [9]), {k=1}, [1, 2], 1",
                        "+I x, [[1, 2], NULL, []], (s, [9]), {k=1}, NULL, 2",
                        "+I x, [[1, 2], NULL, []], (s, [9]), {k=1}, [], 3",
                        "+I NULL, [], NULL, NULL, NULL, NULL",
                        "+I z, [[3]], (NULL, NULL), {}, [3], 1");
    }

    @Test
    void aRowWithVeryManyElementsGoesOutBatchByBatch() {
        List<Integer> items = new ArrayList<>();
        for (int i = 1; i <= 100_000; i++) {
            items.add(i);
        }
        NodeOutput out = Specs.test(
                        "unnest",
                        config(1, of(0), of(0), false),
                        List.of(schema("id INT NOT NULL", "items ARRAY<INT NOT NULL>")),
                        List.of(schema("id INT NOT NULL", "item INT NOT NULL", "number INT NOT NULL")))
                .row(0, 1, items)
                .row(0, 2, List.of(5))
                .watermark(0, 3)
                .endOfInput(0)
                .runQuickly();

        assertThat(out.rows(0))
                .hasSize(100_001)
                .startsWith("+I 1, 1, 1")
                .endsWith("+I 1, 100000, 100000", "+I 2, 5, 1");
        assertThat(out.all(0).get(100_001)).isEqualTo("Watermark[micros=3]");
    }

    @Test
    void aBrokenPlanIsRefusedBeforeAnyTaskStarts() {
        Schema out = schema("id INT NOT NULL", "item STRING", "number INT");
        assertThatThrownBy(() -> Specs.test("unnest", config(0, of(0), of(0), false), List.of(BASKETS), List.of(out)))
                .hasMessage("Broken plan: there are no elements of id INT NOT NULL");
        assertThatThrownBy(() -> Specs.test("unnest", config(1, of(0), of(1), false), List.of(BASKETS), List.of(out)))
                .hasMessage("Broken plan: parts [1] of ARRAY<STRING>");
        assertThatThrownBy(() -> Specs.test("unnest", config(1, of(), of(0), false), List.of(BASKETS), List.of(out)))
                .hasMessageStartingWith("Broken plan: 2 columns for");
    }
}
