package io.millrace.plan.nodes.over;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.EdgeColumns;
import io.millrace.plan.logical.KeyColumn;
import io.millrace.plan.logical.LogicalOperator;
import io.millrace.plan.logical.PhysicalForm;
import io.millrace.plan.logical.PhysicalForm.InputNeed;
import io.millrace.plan.logical.Positions;
import io.millrace.plan.logical.RowFrame;
import io.millrace.plan.logical.StateDeclaration;
import io.millrace.plan.logical.StateDeclaration.Part;
import io.millrace.plan.logical.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Each row with results over the rows before it, in the order of event time.
 *
 * @param partition the columns that make a partition; none for a single one
 * @param passed positions of the columns that come out, rising
 * @param isDrawn whether what comes out is what is drawn, and not only on its way there
 * @param sendsLate whether somebody reads the rows that came too late
 * @param ttlMicros how long a partition is kept after a row of it came out; absent for ever
 */
record OverRows(
        NodeId node,
        EdgeSchema input,
        List<KeyColumn> partition,
        RowFrame frame,
        List<Call> calls,
        List<Integer> passed,
        boolean isDrawn,
        boolean sendsLate,
        Optional<Long> ttlMicros)
        implements LogicalOperator {

    /**
     * One result.
     *
     * @param argument position of its argument; -1 for none
     * @param of the argument as it is written; empty for none
     * @param offset of LAG, how many rows before
     * @param result the column it makes
     */
    record Call(
            String id, String function, int argument, Optional<DataType> type, String of, int offset, Column result) {

        private Json json() {
            JsonObject json =
                    JsonObject.of("id", Json.of(id), "function", Json.of(function), "argument", Json.of(argument));
            if (type.isPresent()) {
                json = json.with("argumentType", Json.of(type.get().toString()));
            }
            return offset > 0 ? json.with("offset", Json.of(offset)) : json;
        }

        private boolean isOfPartition() {
            return function.equals("ROW_NUMBER");
        }

        private boolean isLag() {
            return function.equals("LAG");
        }
    }

    OverRows {
        partition = List.copyOf(partition);
        calls = List.copyOf(calls);
        passed = List.copyOf(passed);
    }

    @Override
    public String type() {
        return "over";
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
        List<Column> columns =
                new ArrayList<>(passed.stream().map(input.schema()::column).toList());
        calls.forEach(call -> columns.add(call.result()));
        Schema schema = new Schema(columns);
        EdgeSchema out = new EdgeSchema(
                schema,
                input.eventTime().filter(schema.names()::contains),
                input.keys().stream().filter(schema.names()::containsAll).toList(),
                input.changeMode());
        return sendsLate ? List.of(out, input) : List.of(out);
    }

    @Override
    public PhysicalForm physical() {
        JsonObject config = JsonObject.of(
                        "partitionColumns",
                        Positions.json(positions()),
                        "timeColumn",
                        Json.of(timeColumn()),
                        "frame",
                        frame.config())
                .with("calls", new JsonArray(calls.stream().map(Call::json).toList()))
                .with("passed", Positions.json(passed))
                .with("keepsTotals", Json.of(keepsTotals()))
                .with("state", StateDeclaration.json(states()));
        if (!isDrawn) {
            config = config.with("inner", Json.of(true));
        }
        if (ttlMicros.isPresent()) {
            config = config.with("ttlMicros", Json.of(ttlMicros.get()));
        }
        return new PhysicalForm(
                "over",
                config,
                Map.of(),
                List.of(partition.isEmpty() ? new InputNeed.AllInOneTask() : new InputNeed.SameKey(positions())));
    }

    private List<Integer> positions() {
        return KeyColumn.positions(partition);
    }

    private int timeColumn() {
        String time = input.eventTime().orElseThrow(() -> new IllegalStateException("An over without event time"));
        return input.schema().indexOf(time).orElseThrow();
    }

    /** Whether a partition has totals: of frames that begin with it, or the number of its rows. */
    private boolean keepsTotals() {
        return calls.stream().anyMatch(call -> call.isOfPartition() || frame.isUnbounded() && !call.isLag());
    }

    private List<StateDeclaration> states() {
        List<Part> key = KeyColumn.parts(partition, input.schema());
        List<String> ids = KeyColumn.ids(partition);
        List<Integer> keyColumns = positions();
        List<Part> value = IntStream.range(0, input.schema().size())
                .filter(column -> !keyColumns.contains(column))
                .mapToObj(this::part)
                .toList();
        int before = calls.stream().mapToInt(Call::offset).max().orElse(0);
        String waiting = "rows in the order of `%s`"
                .formatted(input.schema().column(timeColumn()).name());
        String shape = (frame.isUnbounded() ? waiting : waiting + ", with " + frame.description())
                + (before == 0 ? "" : ", with " + before + " rows before")
                + of();
        List<StateDeclaration> states = new ArrayList<>();
        states.add(new StateDeclaration(node, "rows", ids, shape, key, value, false));
        states.add(new StateDeclaration(node, "pending", ids, shape, key, value, false));
        if (keepsTotals()) {
            states.add(totals(key));
        }
        return states;
    }

    /** A kept column; of one that was computed also what of. */
    private Part part(int column) {
        Column kept = input.schema().column(column);
        return new Part(
                kept.name(),
                kept.type().toString(),
                calls.stream()
                        .filter(call -> call.argument() == column && kept.name().startsWith("$"))
                        .map(Call::of)
                        .findFirst()
                        .orElse(""));
    }

    /** Rows are kept with all their columns, so under another name even the same partitions are others. */
    private String of() {
        return partition.isEmpty() ? "" : ", by " + KeyColumn.names(partition, input.schema());
    }

    private StateDeclaration totals(List<Part> key) {
        List<Call> kept = calls.stream()
                .filter(call -> frame.isUnbounded() && !call.isLag() && !call.isOfPartition())
                .toList();
        List<String> elements = new ArrayList<>(KeyColumn.ids(partition));
        kept.forEach(call -> elements.add(call.id()));
        List<Part> value = kept.stream()
                .map(call -> new Part(
                        call.id(),
                        call.function()
                                + call.type()
                                        .map(type -> "(" + type.type() + ")")
                                        .orElse(""),
                        call.of()))
                .toList();
        String shape = (frame.isUnbounded() ? "totals of partitions" : "how many rows partitions have") + of();
        return new StateDeclaration(node, "totals", elements, shape, key, value, false);
    }

    /** Partition, time, arguments and whatever is read later; the whole row where late ones are read as they came. */
    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        if (sendsLate) {
            return List.of(LogicalOperator.allColumns(input));
        }
        Set<Integer> read = new TreeSet<>(positions());
        read.add(timeColumn());
        calls.stream().map(Call::argument).filter(column -> column >= 0).forEach(read::add);
        passed(wanted).forEach(position -> read.add(passed.get(position)));
        return List.of(read);
    }

    /** Which of the passed columns are read later. */
    private List<Integer> passed(List<Set<Integer>> wanted) {
        return wanted.getFirst().stream()
                .filter(position -> position < passed.size())
                .sorted()
                .toList();
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> kept = keptInputs.getFirst();
        List<Integer> stay = passed(wanted);
        List<Integer> keptOutput = new ArrayList<>(stay);
        IntStream.range(0, calls.size()).forEach(i -> keptOutput.add(passed.size() + i));
        EdgeSchema narrowInput = EdgeColumns.kept(input, kept);
        OverRows narrow = new OverRows(
                node,
                narrowInput,
                KeyColumn.kept(partition, kept),
                frame,
                calls.stream()
                        .map(call -> new Call(
                                call.id(),
                                call.function(),
                                call.argument() < 0 ? -1 : Trees.newPosition(kept, call.argument()),
                                call.type(),
                                call.of(),
                                call.offset(),
                                call.result()))
                        .toList(),
                stay.stream()
                        .map(position -> Trees.newPosition(kept, passed.get(position)))
                        .toList(),
                isDrawn,
                sendsLate,
                ttlMicros);
        List<List<Integer>> outputs = new ArrayList<>(List.of(keptOutput));
        if (sendsLate) {
            outputs.add(List.copyOf(LogicalOperator.allColumns(narrowInput)));
        }
        return new Narrowed(narrow, outputs);
    }
}
