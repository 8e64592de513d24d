package io.millrace.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.explain.ExplainedOperator.Fact;
import io.millrace.plan.explain.ExplainedOperator.Input;
import io.millrace.plan.explain.ExplainedOperator.Source;
import io.millrace.plan.explain.LaneDrawing.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LaneDrawingTest {

    @Test
    void aChainIsOneLane() {
        assertThat(drawn(item(0), item(1, 0), sink(2, 1))).isEqualTo("""
                * item 0
                * item 1
                * item 2
                """);
    }

    @Test
    void lanesMeetInTheItemThatReadsThem() {
        assertThat(drawn(item(0), item(1), item(2, 0, 1), sink(3, 2))).isEqualTo("""
                *   item 0
                | * item 1
                *-' item 2
                *   item 3
                """);
    }

    @Test
    void anOutputWithSeveralReadersKeepsItsLaneUntilTheLast() {
        assertThat(drawn(item(0), item(1, 0), sink(2, 1), sink(3, 0), item(4))).isEqualTo("""
                *   item 0
                +-* item 1
                | * item 2
                *   item 3
                *   item 4
                """);
    }

    @Test
    void severalOutputsGetLanesWithTheirNames() {
        Item parts = new Item(
                1,
                '*',
                "parts",
                "parts",
                List.of(Fact.of("how", "by distance")),
                List.of(new Input("in", List.of(new Source(0, 0)))),
                List.of("near", "far", "further"));
        Item meets = new Item(
                2,
                '*',
                "meets",
                "meets",
                List.of(),
                List.of(new Input("in", List.of(new Source(1, 0), new Source(1, 2)))),
                List.of());

        assertThat(drawn(item(0), parts, meets)).isEqualTo("""
                *   item 0
                *   parts
                |     how: by distance
                +-.   near, further
                *-' meets
                """);
    }

    @Test
    void aLaneThatIsNotReadIsCrossed() {
        assertThat(drawn(item(0), item(1), item(2), item(3, 0, 2), sink(4, 1), sink(5, 3)))
                .isEqualTo("""
                *     item 0
                | *   item 1
                | | * item 2
                *-|-' item 3
                | *   item 4
                *     item 5
                """);
    }

    /** In any drawing each item stands in a lane, tied to as many lanes as it reads outputs besides its own lane's. */
    @Property
    void anyDrawingTiesEachItemToWhatItReads(@ForAll long seed) {
        Random random = new Random(seed);
        List<Item> items = new ArrayList<>();
        for (int id = 0; id < 12; id++) {
            int of = id;
            List<Integer> from = random.ints(random.nextInt(4), 0, Math.max(1, id))
                    .filter(other -> other < of)
                    .distinct()
                    .boxed()
                    .toList();
            items.add(item(id, from.stream().mapToInt(other -> other).toArray()));
        }

        List<String> lines = drawn(items.toArray(Item[]::new)).lines().toList();

        assertThat(lines).hasSize(items.size());
        for (int i = 0; i < items.size(); i++) {
            String lanes = lines.get(i).substring(0, lines.get(i).indexOf("item"));
            long ties = lanes.chars().filter(c -> c == '+' || c == '\'').count();
            long reads = items.get(i).inputs().getFirst().from().size();
            assertThat(lanes.chars().filter(c -> c == '*')).hasSize(1);
            assertThat(ties).isBetween(Math.max(0, reads - 1), reads);
        }
    }

    private static Item item(int id, int... from) {
        return item(id, List.of("out"), from);
    }

    private static Item sink(int id, int... from) {
        return item(id, List.of(), from);
    }

    private static Item item(int id, List<String> outputs, int... from) {
        List<Source> sources =
                IntStream.of(from).mapToObj(other -> new Source(other, 0)).toList();
        return new Item(id, '*', "item " + id, "item " + id, List.of(), List.of(new Input("in", sources)), outputs);
    }

    private static String drawn(Item... items) {
        TextPage page = new TextPage();
        LaneDrawing.draw(List.of(items), "", page);
        return page.toString();
    }
}
