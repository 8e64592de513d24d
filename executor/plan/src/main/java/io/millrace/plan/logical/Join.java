package io.millrace.plan.logical;

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
import java.util.stream.IntStream;

/**
 * Joins the rows of two inputs that have the same key.
 *
 * @param kind how the sides are brought together
 * @param joinType which rows come out; of a lookup join none of the right side alone
 * @param leftKeys positions of the key columns in the left input
 * @param rightKeys positions of the key columns in the right input, in the order of the left ones
 * @param rightColumns positions in the right input of what is added to the left columns
 * @param keyIds the keys' element ids
 * @param leftTtlMicros how long left rows are kept after they came; absent for ever
 * @param rightTtlMicros the same of right rows
 * @param output the left columns, then the right ones; those of a side that can be missing are nullable
 * @param port the drawn port its rows leave by; absent where a stage behind it makes them what is drawn
 */
public record Join(
        NodeId node,
        Kind kind,
        Type joinType,
        EdgeSchema left,
        EdgeSchema right,
        List<Integer> leftKeys,
        List<Integer> rightKeys,
        List<Integer> rightColumns,
        List<String> keyIds,
        Optional<Long> leftTtlMicros,
        Optional<Long> rightTtlMicros,
        EdgeSchema output,
        Optional<PortName> port)
        implements LogicalOperator {

    /** How the sides are brought together. */
    public enum Kind {
        /** The right side is read to its end, then each left row is looked up in it. */
        LOOKUP,
        /** Each row is joined with what stands on the other side. */
        REGULAR
    }

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
        keyIds = List.copyOf(keyIds);
    }

    @Override
    public String type() {
        return kind == Kind.LOOKUP ? "lookup join" : "regular join";
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
        JsonObject config = JsonObject.of("type", Json.of(joinType.word()), "leftKeys", Positions.json(leftKeys))
                .with("rightKeys", Positions.json(rightKeys))
                .with("rightColumns", Positions.json(rightColumns))
                .with("state", StateDeclaration.json(states()));
        if (port.isPresent()) {
            config = config.with("port", Json.of(port.get().value()));
        }
        if (leftTtlMicros.isPresent()) {
            config = config.with("leftTtlMicros", Json.of(leftTtlMicros.get()));
        }
        if (rightTtlMicros.isPresent()) {
            config = config.with("rightTtlMicros", Json.of(rightTtlMicros.get()));
        }
        return switch (kind) {
            case LOOKUP ->
                new PhysicalForm("lookupJoin", config, Map.of(), List.of(InputNeed.ANY, new InputNeed.AllInEachTask()));
            case REGULAR ->
                new PhysicalForm(
                        "regularJoin",
                        config,
                        Map.of(),
                        List.of(new InputNeed.SameKey(leftKeys), new InputNeed.SameKey(rightKeys)));
        };
    }

    private List<StateDeclaration> states() {
        List<Part> wholeLeft = parts(left, LogicalOperator.allColumns(left));
        List<Part> added = parts(right, rightColumns);
        return switch (kind) {
            // Left rows that came before the right side was complete, as they came.
            case LOOKUP ->
                List.of(rows("right", keys(right, rightKeys), added, false), rows("early", List.of(), wholeLeft, true));
            case REGULAR ->
                List.of(
                        rows("left", keys(left, leftKeys), told(wholeLeft, ofLeft()), false),
                        rows(
                                "right",
                                keys(right, rightKeys),
                                told(added, joinType.padsRight() ? "padded" : ""),
                                false));
        };
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

    private StateDeclaration rows(String role, List<Part> key, List<Part> value, boolean opaque) {
        return new StateDeclaration(node, role, keyIds, "rows", key, value, opaque);
    }

    private List<Part> keys(EdgeSchema side, List<Integer> columns) {
        List<Part> keys = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            keys.add(new Part(keyIds.get(i), side.schema().type(columns.get(i)).toString()));
        }
        return keys;
    }

    private static List<Part> parts(EdgeSchema side, Collection<Integer> columns) {
        return columns.stream()
                .map(side.schema()::column)
                .map(column -> new Part(column.name(), column.type().toString()))
                .toList();
    }

    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> readLeft = new TreeSet<>(leftKeys);
        Set<Integer> readRight = new TreeSet<>(rightKeys);
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
        Join narrow = new Join(
                node,
                kind,
                joinType,
                EdgeColumns.kept(left, keptLeft),
                EdgeColumns.kept(right, keptRight),
                leftKeys.stream().map(key -> Trees.newPosition(keptLeft, key)).toList(),
                rightKeys.stream().map(key -> Trees.newPosition(keptRight, key)).toList(),
                added.stream()
                        .map(column -> Trees.newPosition(keptRight, rightColumns.get(column)))
                        .toList(),
                keyIds,
                leftTtlMicros,
                rightTtlMicros,
                EdgeColumns.kept(output, keptOutput),
                port);
        return new Narrowed(narrow, List.of(keptOutput));
    }
}
