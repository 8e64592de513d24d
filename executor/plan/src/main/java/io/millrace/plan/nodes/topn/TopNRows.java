package io.millrace.plan.nodes.topn;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
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
 * The first rows of each partition.
 *
 * @param partition the columns that make a partition; none for a single one
 * @param by what rows are sorted by
 * @param limit how many of each partition come out
 * @param passed positions of the columns that come out, rising
 * @param rank the name of the column that says which a row is
 * @param isFinal whether a partition comes out once, when the watermark has passed the event time that all its rows have
 * @param ttlMicros how long a partition is kept after a row of it came; absent for ever
 */
record TopNRows(
        NodeId node,
        EdgeSchema input,
        List<KeyColumn> partition,
        List<By> by,
        int limit,
        List<Integer> passed,
        Optional<String> rank,
        boolean isFinal,
        Optional<Long> ttlMicros)
        implements LogicalOperator {

    private static final String ROWS = "rows";
    private static final String COMPLETE = "complete";

    /**
     * A column that rows are sorted by.
     *
     * @param text what it is, as it is written
     */
    record By(int column, boolean isDescending, boolean nullsFirst, String text) {

        private Json json() {
            return JsonObject.of("column", Json.of(column), "descending", Json.of(isDescending))
                    .with("nullsFirst", Json.of(nullsFirst));
        }

        private String description(Schema rows) {
            return "`%s` (%s) %s, NULL %s"
                    .formatted(
                            text,
                            rows.type(column).type(),
                            isDescending ? "descending" : "ascending",
                            nullsFirst ? "first" : "last");
        }
    }

    TopNRows {
        partition = List.copyOf(partition);
        by = List.copyOf(by);
        passed = List.copyOf(passed);
    }

    /**
     * The passed columns and the rank. By partition and rank each row stands once; by a key of the input as well, but one that gets another
     * rank may stand at both for as long as a batch of changes is on its way, so that is no key to write by.
     */
    EdgeSchema output() {
        List<Column> columns =
                new ArrayList<>(passed.stream().map(input.schema()::column).toList());
        rank.ifPresent(name -> columns.add(new Column(name, ScalarType.BIGINT.notNull())));
        Schema schema = new Schema(columns);
        List<List<String>> keys = new ArrayList<>();
        List<String> key = new ArrayList<>(positions().stream()
                .map(input.schema()::column)
                .map(Column::name)
                .toList());
        rank.ifPresent(key::add);
        if ((rank.isPresent() || limit == 1) && !key.isEmpty()) {
            keys.add(key);
        }
        if (rank.isEmpty() || isFinal) {
            input.keys().stream().filter(other -> !keys.contains(other)).forEach(keys::add);
        }
        return new EdgeSchema(
                schema,
                isFinal ? input.eventTime().filter(schema.names()::contains) : Optional.empty(),
                keys.stream().filter(schema.names()::containsAll).toList(),
                isFinal ? ChangeMode.APPEND : ChangeMode.RETRACT);
    }

    @Override
    public String type() {
        return "top N";
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
        JsonObject config = JsonObject.of(
                        "partitionColumns",
                        Positions.json(positions()),
                        "order",
                        new JsonArray(by.stream().map(By::json).toList()),
                        "limit",
                        Json.of(limit))
                .with("passed", Positions.json(passed))
                .with("ranked", Json.of(rank.isPresent()));
        if (isFinal) {
            config = config.with("timeColumn", Json.of(timeColumn()));
        }
        config = config.with("state", StateDeclaration.json(states()));
        if (ttlMicros.isPresent()) {
            config = config.with("ttlMicros", Json.of(ttlMicros.get()));
        }
        return new PhysicalForm(
                "topN",
                config,
                Map.of(),
                List.of(partition.isEmpty() ? new InputNeed.AllInOneTask() : new InputNeed.SameKey(positions())));
    }

    private List<Integer> positions() {
        return KeyColumn.positions(partition);
    }

    private int timeColumn() {
        String time = input.eventTime()
                .orElseThrow(() -> new IllegalStateException("A partition without event time is never complete"));
        return input.schema().indexOf(time).orElseThrow();
    }

    private List<StateDeclaration> states() {
        List<Part> key = KeyColumn.parts(partition, input.schema());
        List<String> ids = KeyColumn.ids(partition);
        List<Integer> keyColumns = positions();
        List<Part> value = IntStream.range(0, input.schema().size())
                .filter(column -> !keyColumns.contains(column))
                .mapToObj(input.schema()::column)
                .map(column -> new Part(column.name(), column.type().toString()))
                .toList();
        List<StateDeclaration> states = new ArrayList<>();
        states.add(new StateDeclaration(node, ROWS, ids, shape(), key, value, false));
        if (isFinal) {
            states.add(new StateDeclaration(node, COMPLETE, ids, shape(), key, value, false));
        }
        return states;
    }

    /** Of fewer rows nobody knows which come next, and of more nobody was told. */
    private String shape() {
        String order =
                by.stream().map(column -> column.description(input.schema())).collect(Collectors.joining(", "));
        String kept = input.changeMode().isAppend() ? "the first %d rows" : "all rows, of which the first %d come out,";
        String of = partition.isEmpty() ? "" : " of " + KeyColumn.names(partition, input.schema());
        return kept.formatted(limit) + " of each " + (isFinal ? "window" : "partition") + of + " by " + order;
    }

    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> read = new TreeSet<>(positions());
        by.forEach(column -> read.add(column.column()));
        if (isFinal) {
            read.add(timeColumn());
        }
        passed(wanted).forEach(position -> read.add(passed.get(position)));
        input.changeMode()
                .key()
                .forEach(name -> read.add(input.schema().indexOf(name).orElseThrow()));
        return List.of(read);
    }

    /** Which of the passed columns are read later; one at least, since a batch counts its rows by its columns. */
    private List<Integer> passed(List<Set<Integer>> wanted) {
        List<Integer> read = wanted.getFirst().stream()
                .filter(position -> position < passed.size())
                .sorted()
                .toList();
        return read.isEmpty() && rank.isEmpty() ? List.of(0) : read;
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> kept = keptInputs.getFirst();
        List<Integer> stay = passed(wanted);
        List<Integer> keptOutput = new ArrayList<>(stay);
        rank.ifPresent(_ -> keptOutput.add(passed.size()));
        TopNRows narrow = new TopNRows(
                node,
                EdgeColumns.kept(input, kept),
                KeyColumn.kept(partition, kept),
                by.stream()
                        .map(each -> new By(
                                Trees.newPosition(kept, each.column()),
                                each.isDescending(),
                                each.nullsFirst(),
                                each.text()))
                        .toList(),
                limit,
                stay.stream()
                        .map(position -> Trees.newPosition(kept, passed.get(position)))
                        .toList(),
                rank,
                isFinal,
                ttlMicros);
        return new Narrowed(narrow, List.of(keptOutput));
    }
}
