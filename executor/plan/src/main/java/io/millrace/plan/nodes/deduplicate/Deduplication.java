package io.millrace.plan.nodes.deduplicate;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.EdgeColumns;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalOperator;
import io.millrace.plan.logical.PhysicalForm;
import io.millrace.plan.logical.PhysicalForm.InputNeed;
import io.millrace.plan.logical.Positions;
import io.millrace.plan.logical.StateDeclaration;
import io.millrace.plan.logical.StateDeclaration.Part;
import io.millrace.plan.logical.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One row of each key.
 *
 * @param keys the key columns, each once; none as long as they are not known
 * @param keepsLast whether the last row stays, and not the first
 * @param timeColumn position of the event time that says which is first or last; absent for the order of arrival
 * @param ttlMicros how long a key is remembered after it was last written; absent for ever
 */
record Deduplication(
        NodeId node,
        EdgeSchema input,
        List<KeyColumn> keys,
        boolean keepsLast,
        OptionalInt timeColumn,
        Optional<Long> ttlMicros)
        implements LogicalOperator {

    Deduplication {
        keys = List.copyOf(keys);
    }

    private List<Integer> positions() {
        return KeyColumn.positions(keys);
    }

    /** Whether what was let out is never taken back. */
    private boolean isFinal() {
        return !keepsLast && timeColumn.isEmpty();
    }

    /**
     * The rows as they came, fewer of them. Each key stands once. A row that takes another's place is as late as it likes, so only new
     * rows have an event time.
     */
    EdgeSchema output() {
        List<List<String>> unique = new ArrayList<>();
        if (!keys.isEmpty()) {
            unique.add(positions().stream()
                    .map(input.schema()::column)
                    .map(Column::name)
                    .toList());
        }
        input.keys().stream().filter(key -> !unique.contains(key)).forEach(unique::add);
        return new EdgeSchema(
                input.schema(),
                isFinal() ? input.eventTime() : Optional.empty(),
                unique,
                isFinal() ? ChangeMode.APPEND : ChangeMode.RETRACT);
    }

    /** What is kept of each key, the key itself included. */
    Schema kept() {
        return isFinal()
                ? new Schema(positions().stream().map(input.schema()::column).toList())
                : input.schema();
    }

    @Override
    public String type() {
        return "deduplicate";
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.of(node);
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(input);
    }

    @Override
    public List<EdgeSchema> outputs() {
        return List.of(output());
    }

    @Override
    public PhysicalForm physical() {
        JsonObject config =
                JsonObject.of("keyColumns", Positions.json(positions()), "keep", Json.of(keepsLast ? "last" : "first"));
        if (timeColumn.isPresent()) {
            config = config.with("timeColumn", Json.of(timeColumn.getAsInt()));
        }
        config = config.with("state", StateDeclaration.json(List.of(state())));
        if (ttlMicros.isPresent()) {
            config = config.with("ttlMicros", Json.of(ttlMicros.get()));
        }
        return new PhysicalForm("deduplicate", config, Map.of(), List.of(new InputNeed.SameKey(positions())));
    }

    private StateDeclaration state() {
        Set<Integer> keyColumns = new HashSet<>(positions());
        List<Part> value = isFinal()
                ? List.of()
                : IntStream.range(0, input.schema().size())
                        .filter(column -> !keyColumns.contains(column))
                        .mapToObj(input.schema()::column)
                        .map(column -> new Part(column.name(), column.type().toString()))
                        .toList();
        String shape = "the %s row of each key, by %s"
                .formatted(keepsLast ? "last" : "first", timeColumn.isPresent() ? "event time" : "arrival");
        return new StateDeclaration(
                node, "rows", KeyColumn.ids(keys), shape, KeyColumn.parts(keys, input.schema()), value, false);
    }

    /** Keys, time and whatever is read later. */
    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> read = new TreeSet<>(positions());
        timeColumn.ifPresent(read::add);
        read.addAll(wanted.getFirst());
        return List.of(read);
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> kept = keptInputs.getFirst();
        Deduplication narrow = new Deduplication(
                node,
                EdgeColumns.kept(input, kept),
                KeyColumn.kept(keys, kept),
                keepsLast,
                timeColumn.isPresent()
                        ? OptionalInt.of(Trees.newPosition(kept, timeColumn.getAsInt()))
                        : OptionalInt.empty(),
                ttlMicros);
        return new Narrowed(narrow, List.of(kept));
    }
}
