package io.millrace.plan.explain;

import io.millrace.plan.explain.ExplainedOperator.Fact;
import io.millrace.plan.explain.ExplainedOperator.Input;
import io.millrace.plan.explain.ExplainedOperator.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws what flows where, from top to bottom, as {@code git log --graph} draws commits: a lane per output that is still to
 * be read, a mark where an item stands.
 *
 * <pre>
 * *    source flights
 * *    calc parts             one output goes on in the lane, others get lanes of their own
 * +-.  far, otherwise
 * | *  calc slower            stands in the lane it is the last to read
 * *-'  calc meets             reads both
 * *    sink out
 * </pre>
 *
 * A {@code +} in a lane says that somebody reads there and others will.
 */
final class LaneDrawing {

    /** With more, what flows where is no longer seen at a glance, and facts have no room. Then names say it. */
    private static final int MOST_LANES = 16;

    private final Map<Source, Integer> readers = new HashMap<>();
    private final List<@Nullable Source> lanes = new ArrayList<>();

    private LaneDrawing(List<Item> items) {
        for (Item item : items) {
            sources(item).forEach(from -> readers.merge(from, 1, Integer::sum));
        }
    }

    /**
     * Something rows pass.
     *
     * @param id unique in the drawing
     * @param mark how it looks in its lane
     * @param name what others call it
     * @param title what stands beside its mark
     * @param inputs what it reads, of items before it
     * @param outputs the names of its outputs
     */
    record Item(
            int id, char mark, String name, String title, List<Fact> facts, List<Input> inputs, List<String> outputs) {}

    /**
     * The lanes beside an item.
     *
     * @param outputs those where its outputs part; empty when it has no more than one
     */
    private record Beside(String title, String facts, String outputs, String outputNames) {}

    /** Draws the items, each behind those it reads. */
    static void draw(List<Item> items, String indent, TextPage page) {
        LaneDrawing drawing = new LaneDrawing(items);
        List<Beside> lanes = items.stream().map(drawing::pass).toList();
        boolean isTooWide = drawing.lanes.size() > MOST_LANES;
        Map<Integer, String> names = items.stream().collect(Collectors.toMap(Item::id, Item::name));
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Beside beside = isTooWide ? new Beside(item.mark() + " ", "  ", "", "") : lanes.get(i);
            int width = isTooWide ? 2 : 2 * drawing.lanes.size();
            String below = indent + padded(beside.facts(), width);
            page.line(indent + padded(beside.title(), width), below + "  ", item.title());
            if (isTooWide || item.inputs().size() > 1) {
                item.inputs().forEach(input -> write(from(input, names), below + "  ", page));
            }
            item.facts().forEach(fact -> write(fact, below + "  ", page));
            if (!beside.outputs().isEmpty()) {
                page.line(indent + padded(beside.outputs(), width) + "  ", beside.outputNames());
            }
        }
    }

    private static Fact from(Input input, Map<Integer, String> names) {
        return new Fact(
                input.name(),
                input.from().stream()
                        .map(from -> names.getOrDefault(from.operator(), "?"))
                        .toList());
    }

    private static void write(Fact fact, String prefix, TextPage page) {
        if (fact.lines().size() == 1) {
            page.line(prefix, fact.toString());
        } else {
            page.line(prefix, fact.label() + ":");
            fact.lines().forEach(line -> page.line(prefix + "  ", line));
        }
    }

    private static String padded(String lanes, int width) {
        return lanes + " ".repeat(Math.max(0, width - lanes.length()));
    }

    private static List<Source> sources(Item item) {
        return item.inputs().stream().flatMap(input -> input.from().stream()).toList();
    }

    /** Leads the lanes past an item. */
    private Beside pass(Item item) {
        Set<Integer> read = new TreeSet<>();
        TreeSet<Integer> ending = new TreeSet<>();
        for (Source from : sources(item)) {
            int lane = lanes.indexOf(from);
            read.add(lane);
            if (readers.merge(from, -1, Integer::sum) == 0) {
                ending.add(lane);
            }
        }
        int own = ending.isEmpty() ? free(0) : ending.first();
        String title = row(own, item.mark(), read, ending, '\'');
        ending.forEach(lane -> lanes.set(lane, null));

        List<Integer> outputs = new ArrayList<>();
        for (int port = 0; port < item.outputs().size(); port++) {
            if (readers.getOrDefault(new Source(item.id(), port), 0) > 0) {
                outputs.add(port);
            }
        }
        if (!outputs.isEmpty()) {
            lanes.set(own, new Source(item.id(), outputs.getFirst()));
        }
        String facts = row(own, outputs.isEmpty() ? ' ' : '|', Set.of(), Set.of(), ' ');
        Set<Integer> added = new TreeSet<>();
        for (int port : outputs.subList(Math.min(1, outputs.size()), outputs.size())) {
            int lane = free(own + 1);
            lanes.set(lane, new Source(item.id(), port));
            added.add(lane);
        }
        boolean isNamed = item.outputs().size() > 1 && !outputs.isEmpty();
        return new Beside(
                title,
                facts,
                isNamed ? row(own, added.isEmpty() ? '|' : '+', added, added, '.') : "",
                outputs.stream().map(item.outputs()::get).collect(Collectors.joining(", ")));
    }

    private int free(int from) {
        for (int lane = from; lane < lanes.size(); lane++) {
            if (lanes.get(lane) == null) {
                return lane;
            }
        }
        lanes.add(null);
        return lanes.size() - 1;
    }

    /** One row of all lanes: the item's with its mark, tied to others, of which some look like a corner. */
    private String row(int own, char mark, Set<Integer> tied, Set<Integer> corners, char corner) {
        int first = Math.min(own, tied.stream().mapToInt(lane -> lane).min().orElse(own));
        int last = Math.max(own, tied.stream().mapToInt(lane -> lane).max().orElse(own));
        StringBuilder row = new StringBuilder();
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (lane == own) {
                row.append(mark);
            } else if (tied.contains(lane)) {
                row.append(corners.contains(lane) ? corner : '+');
            } else if (lanes.get(lane) != null) {
                row.append('|');
            } else {
                row.append(first < lane && lane < last ? '-' : ' ');
            }
            row.append(first <= lane && lane < last ? '-' : ' ');
        }
        return row.toString();
    }
}
