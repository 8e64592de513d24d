package io.millrace.plan.logical;

import io.millrace.model.Durations;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.logical.PhysicalForm.InputNeed;
import io.millrace.plan.logical.StateDeclaration.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Joins the rows of two inputs that have the same key.
 *
 * @param kind how the sides are brought together
 * @param joinType which rows come out
 * @param leftKeys the key columns in the left input
 * @param rightKeys those in the right input that must be equal to them, in their order
 * @param rightColumns positions in the right input of what is added to the left columns
 * @param output the left columns, then the right ones; those of a side that can be missing are nullable
 * @param port the drawn port its rows leave by; absent where a stage behind it makes them what is drawn
 */
public record Join(
        NodeId node,
        Kind kind,
        Type joinType,
        EdgeSchema left,
        EdgeSchema right,
        List<KeyColumn> leftKeys,
        List<KeyColumn> rightKeys,
        List<Integer> rightColumns,
        EdgeSchema output,
        Optional<PortName> port)
        implements LogicalOperator {

    private static final String ROWS = "rows";

    /** How the sides are brought together. */
    public sealed interface Kind {}

    /** The right side is read to its end, then each left row is looked up in it. No right rows come out alone. */
    public record Lookup() implements Kind {}

    /**
     * Each row is joined with what stands on the other side.
     *
     * @param leftTtlMicros how long left rows are kept after they came; absent for ever
     * @param rightTtlMicros the same of right rows
     */
    public record Regular(Optional<Long> leftTtlMicros, Optional<Long> rightTtlMicros) implements Kind {}

    /**
     * Rows are joined that are near each other in event time, and kept as long as such may come. Not semi or anti.
     *
     * @param leftTime position of the event time in the left input
     * @param rightTime position of the event time in the right input
     * @param beforeMicros how much earlier than a right row its left matches may be
     * @param afterMicros how much later
     */
    public record Interval(int leftTime, int rightTime, long beforeMicros, long afterMicros) implements Kind {}

    /** Which rows come out. */
    public enum Type {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        SEMI,
        ANTI;

        /** Whether left rows come out, with NULL on the right, as long as they have no match. */
        public boolean padsLeft() {
            return this == LEFT || this == FULL;
        }

        /** Whether right rows come out, with NULL on the left, as long as they have no match. */
        public boolean padsRight() {
            return this == RIGHT || this == FULL;
        }

        /** Whether left rows come out as they are, because of a match or for want of one. */
        public boolean onlyLeft() {
            return this == SEMI || this == ANTI;
        }

        /** As documents and plans write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Join {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        rightColumns = List.copyOf(rightColumns);
    }

    @Override
    public String type() {
        return switch (kind) {
            case Lookup _ -> "lookup join";
            case Regular _ -> "regular join";
            case Interval _ -> "interval join";
        };
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.of(node);
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(left, right);
    }

    @Override
    public List<EdgeSchema> outputs() {
        return List.of(output);
    }

    @Override
    public PhysicalForm physical() {
        JsonObject config = JsonObject.of(
                        "type", Json.of(joinType.word()), "leftKeys", Positions.json(KeyColumn.positions(leftKeys)))
                .with("rightKeys", Positions.json(KeyColumn.positions(rightKeys)))
                .with("rightColumns", Positions.json(rightColumns))
                .with("state", StateDeclaration.json(states()));
        if (port.isPresent()) {
            config = config.with("port", Json.of(port.get().value()));
        }
        return switch (kind) {
            case Lookup _ ->
                new PhysicalForm("lookupJoin", config, Map.of(), List.of(InputNeed.ANY, new InputNeed.AllInEachTask()));
            case Regular regular -> new PhysicalForm("regularJoin", with(config, regular), Map.of(), sameKey());
            case Interval interval ->
                new PhysicalForm(
                        "intervalJoin",
                        config.with("leftTime", Json.of(interval.leftTime))
                                .with("rightTime", Json.of(interval.rightTime))
                                .with("beforeMicros", Json.of(interval.beforeMicros))
                                .with("afterMicros", Json.of(interval.afterMicros)),
                        Map.of(),
                        sameKey());
        };
    }

    private static JsonObject with(JsonObject config, Regular regular) {
        JsonObject all = config;
        if (regular.leftTtlMicros.isPresent()) {
            all = all.with("leftTtlMicros", Json.of(regular.leftTtlMicros.get()));
        }
        if (regular.rightTtlMicros.isPresent()) {
            all = all.with("rightTtlMicros", Json.of(regular.rightTtlMicros.get()));
        }
        return all;
    }

    private List<InputNeed> sameKey() {
        return List.of(
                new InputNeed.SameKey(KeyColumn.positions(leftKeys)),
                new InputNeed.SameKey(KeyColumn.positions(rightKeys)));
    }

    private List<StateDeclaration> states() {
        List<Part> wholeLeft = parts(left, LogicalOperator.allColumns(left));
        List<Part> added = parts(right, rightColumns);
        return switch (kind) {
            // Left rows that came before the right side was complete, as they came.
            case Lookup _ ->
                List.of(
                        rows(
                                "right",
                                "rows" + where() + ", all in each task",
                                KeyColumn.parts(rightKeys, right.schema()),
                                added,
                                false),
                        rows("early", ROWS, List.of(), wholeLeft, true));
            case Regular _ ->
                List.of(
                        rows(
                                "left",
                                ROWS + where(),
                                KeyColumn.parts(leftKeys, left.schema()),
                                told(wholeLeft, ofLeft()),
                                false),
                        rows(
                                "right",
                                ofRightRows(),
                                KeyColumn.parts(rightKeys, right.schema()),
                                told(added, ofRight()),
                                false));
            case Interval interval -> near(interval, wholeLeft, added);
        };
    }

    /** Rows that are kept for as long as their interval says are kept for no other one. */
    private List<StateDeclaration> near(Interval interval, List<Part> wholeLeft, List<Part> added) {
        String shape = "rows whose `%s` is from %s before `%s` to %s after it"
                        .formatted(
                                left.schema().column(interval.leftTime).name(),
                                Durations.printMicros(interval.beforeMicros),
                                right.schema().column(interval.rightTime).name(),
                                Durations.printMicros(interval.afterMicros))
                + where();
        List<StateDeclaration> states = new ArrayList<>();
        List<Part> leftKey = KeyColumn.parts(leftKeys, left.schema());
        List<Part> rightKey = KeyColumn.parts(rightKeys, right.schema());
        states.add(new StateDeclaration(node, "left", ids(), shape, leftKey, told(wholeLeft, ofLeft()), false));
        states.add(new StateDeclaration(node, "right", ids(), shape, rightKey, told(added, ofRight()), false));
        if (joinType.padsLeft()) {
            states.add(new StateDeclaration(node, "leftAlone", ids(), shape, leftKey, List.of(), false));
        }
        if (joinType.padsRight()) {
            states.add(new StateDeclaration(node, "rightAlone", ids(), shape, rightKey, List.of(), false));
        }
        return states;
    }

    /** Of rows that only say that there is one, and never go, one of a key is kept. */
    private String ofRightRows() {
        return (joinType.onlyLeft() && right.changeMode().isAppend() ? "one row of each key" : ROWS) + where();
    }

    /** Rows are kept by their keys with all their columns: by other keys they would have other matches. */
    private String where() {
        return IntStream.range(0, leftKeys.size())
                .mapToObj(i -> leftKeys.get(i).of() + " = " + rightKeys.get(i).of())
                .collect(Collectors.joining(" and ", ", where ", ""));
    }

    private String ofRight() {
        return joinType.padsRight() ? "padded" : "";
    }

    private String ofLeft() {
        return joinType.padsLeft() ? "padded" : joinType.onlyLeft() ? joinType.word() : "";
    }

    /** Rows remember what those behind the join were told of them, and for other types that was something else. */
    private static List<Part> told(List<Part> columns, String what) {
        if (what.isEmpty()) {
            return columns;
        }
        List<Part> parts = new ArrayList<>(columns);
        parts.add(new Part("$alone", what));
        return parts;
    }

    private StateDeclaration rows(String role, String shape, List<Part> key, List<Part> value, boolean opaque) {
        return new StateDeclaration(node, role, ids(), shape, key, value, opaque);
    }

    private List<String> ids() {
        return KeyColumn.ids(leftKeys);
    }

    private static List<Part> parts(EdgeSchema side, Collection<Integer> columns) {
        return columns.stream()
                .map(side.schema()::column)
                .map(column -> new Part(column.name(), column.type().toString()))
                .toList();
    }

    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> readLeft = new TreeSet<>(KeyColumn.positions(leftKeys));
        Set<Integer> readRight = new TreeSet<>(KeyColumn.positions(rightKeys));
        if (kind instanceof Interval interval) {
            readLeft.add(interval.leftTime);
            readRight.add(interval.rightTime);
        }
        int leftSize = left.schema().size();
        for (int column : wanted.getFirst()) {
            if (column < leftSize) {
                readLeft.add(column);
            } else {
                readRight.add(rightColumns.get(column - leftSize));
            }
        }
        return List.of(readLeft, readRight);
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> keptLeft = keptInputs.get(0);
        List<Integer> keptRight = keptInputs.get(1);
        int leftSize = left.schema().size();
        List<Integer> added = IntStream.range(0, rightColumns.size())
                .filter(i -> wanted.getFirst().contains(leftSize + i))
                .boxed()
                .toList();
        List<Integer> keptOutput = new ArrayList<>(keptLeft);
        added.forEach(column -> keptOutput.add(leftSize + column));
        Kind narrowKind = kind instanceof Interval interval
                ? new Interval(
                        Trees.newPosition(keptLeft, interval.leftTime),
                        Trees.newPosition(keptRight, interval.rightTime),
                        interval.beforeMicros,
                        interval.afterMicros)
                : kind;
        Join narrow = new Join(
                node,
                narrowKind,
                joinType,
                EdgeColumns.kept(left, keptLeft),
                EdgeColumns.kept(right, keptRight),
                KeyColumn.kept(leftKeys, keptLeft),
                KeyColumn.kept(rightKeys, keptRight),
                added.stream()
                        .map(column -> Trees.newPosition(keptRight, rightColumns.get(column)))
                        .toList(),
                EdgeColumns.kept(output, keptOutput),
                port);
        return new Narrowed(narrow, List.of(keptOutput));
    }
}
