package io.millrace.plan.nodes.over;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Each row with values of the rows behind it, which come later: a row comes out at once, and is changed when they have come. The
 * input's rows are new ones, in the order of event time within each partition.
 *
 * @param partition the columns that make a partition; none for a single one
 * @param passed positions of the columns that come out, rising; the values stand behind them
 * @param port the drawn port by which rows leave; absent where a stage behind makes them what is drawn
 * @param ttlMicros how long a row waits for those behind it; absent for ever
 */
record LeadRows(
        NodeId node,
        EdgeSchema input,
        List<KeyColumn> partition,
        List<Lead> leads,
        List<Integer> passed,
        Optional<String> port,
        Optional<Long> ttlMicros)
        implements LogicalOperator {

    /**
     * The value of a column some rows behind.
     *
     * @param argument position of the column
     * @param offset how many rows
     * @param of the value as it is written
     * @param result the column it makes
     */
    record Lead(int argument, int offset, String of, Column result) {

        private Json json() {
            return JsonObject.of("argument", Json.of(argument), "offset", Json.of(offset));
        }
    }

    LeadRows {
        partition = List.copyOf(partition);
        leads = List.copyOf(leads);
        passed = List.copyOf(passed);
    }

    @Override
    public String type() {
        return "lead";
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.of(node);
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(input);
    }

    /** What changes has no event time: a row comes again when later ones have come. */
    @Override
    public List<EdgeSchema> outputs() {
        List<Column> columns =
                new ArrayList<>(passed.stream().map(input.schema()::column).toList());
        leads.forEach(lead -> columns.add(lead.result()));
        Schema schema = new Schema(columns);
        return List.of(new EdgeSchema(
                schema,
                Optional.empty(),
                input.keys().stream().filter(schema.names()::containsAll).toList(),
                ChangeMode.RETRACT));
    }

    @Override
    public PhysicalForm physical() {
        JsonObject config = JsonObject.of(
                        "partitionColumns",
                        Positions.json(KeyColumn.positions(partition)),
                        "passed",
                        Positions.json(passed),
                        "leads",
                        new JsonArray(leads.stream().map(Lead::json).toList()))
                .with("state", StateDeclaration.json(List.of(state())));
        if (port.isPresent()) {
            config = config.with("port", Json.of(port.get()));
        }
        if (ttlMicros.isPresent()) {
            config = config.with("ttlMicros", Json.of(ttlMicros.get()));
        }
        return new PhysicalForm(
                "lead",
                config,
                Map.of(),
                List.of(
                        partition.isEmpty()
                                ? new InputNeed.AllInOneTask()
                                : new InputNeed.SameKey(KeyColumn.positions(partition))));
    }

    private StateDeclaration state() {
        List<Part> key = KeyColumn.parts(partition, input.schema());
        List<Integer> keyColumns = KeyColumn.positions(partition);
        List<Part> value = IntStream.range(0, input.schema().size())
                .filter(column -> !keyColumns.contains(column))
                .mapToObj(input.schema()::column)
                .map(column -> new Part(column.name(), column.type().toString()))
                .toList();
        // What was sent of them is told by what is kept, so other values are another state.
        String values = leads.stream()
                .map(lead -> "LEAD(%s, %d)".formatted(lead.of(), lead.offset()))
                .sorted()
                .collect(Collectors.joining(", "));
        String of = partition.isEmpty() ? "" : ", by " + KeyColumn.names(partition, input.schema());
        String shape = "rows that wait for " + values + of;
        return new StateDeclaration(node, "ahead", KeyColumn.ids(partition), shape, key, value, false);
    }

    /** Partition, arguments and whatever is read later. */
    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> read = new TreeSet<>(KeyColumn.positions(partition));
        leads.forEach(lead -> read.add(lead.argument()));
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
        IntStream.range(0, leads.size()).forEach(i -> keptOutput.add(passed.size() + i));
        LeadRows narrow = new LeadRows(
                node,
                EdgeColumns.kept(input, kept),
                KeyColumn.kept(partition, kept),
                leads.stream()
                        .map(lead -> new Lead(
                                Trees.newPosition(kept, lead.argument()), lead.offset(), lead.of(), lead.result()))
                        .toList(),
                stay.stream()
                        .map(position -> Trees.newPosition(kept, passed.get(position)))
                        .toList(),
                port,
                ttlMicros);
        return new Narrowed(narrow, List.of(keptOutput));
    }
}
