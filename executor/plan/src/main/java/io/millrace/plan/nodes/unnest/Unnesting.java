package io.millrace.plan.nodes.unnest;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.logical.EdgeColumns;
import io.millrace.plan.logical.LogicalOperator;
import io.millrace.plan.logical.PhysicalForm;
import io.millrace.plan.logical.PhysicalForm.InputNeed;
import io.millrace.plan.logical.Positions;
import io.millrace.plan.logical.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A row for each element of a collection: the passed columns, the element, its number.
 *
 * @param collection position of the ARRAY or MAP
 * @param passed positions of the columns that come out, rising
 * @param parts what comes out of an element
 * @param ordinality the column of its number; absent for none
 * @param isLeft whether a row without elements stays
 */
record Unnesting(
        NodeId node,
        EdgeSchema input,
        int collection,
        List<Integer> passed,
        List<Part> parts,
        Optional<Column> ordinality,
        boolean isLeft)
        implements LogicalOperator {

    /**
     * A part of an element.
     *
     * @param number 0 for the key of a MAP and 1 for its value; of a ROW which field; else 0
     */
    record Part(int number, Column column) {}

    Unnesting {
        passed = List.copyOf(passed);
        parts = List.copyOf(parts);
    }

    /** What was unique is so together with the number, unless a row may have none. */
    EdgeSchema output() {
        List<Column> columns =
                new ArrayList<>(passed.stream().map(input.schema()::column).toList());
        parts.forEach(part -> columns.add(part.column()));
        ordinality.ifPresent(columns::add);
        Schema schema = new Schema(columns);
        List<List<String>> keys = new ArrayList<>();
        if (ordinality.isPresent() && !isLeft) {
            for (List<String> key : input.keys()) {
                List<String> numbered = new ArrayList<>(key);
                numbered.add(ordinality.get().name());
                keys.add(numbered);
            }
        }
        return new EdgeSchema(
                schema,
                input.eventTime().filter(schema.names()::contains),
                keys.stream().filter(schema.names()::containsAll).toList(),
                input.changeMode());
    }

    @Override
    public String type() {
        return "unnest";
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
        JsonObject config = JsonObject.of("collection", Json.of(collection))
                .with("passed", Positions.json(passed))
                .with("parts", Positions.json(parts.stream().map(Part::number).toList()))
                .with("ordinality", Json.of(ordinality.isPresent()))
                .with("left", Json.of(isLeft));
        return new PhysicalForm("unnest", config, Map.of(), List.of(InputNeed.ANY));
    }

    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> read = new TreeSet<>(Set.of(collection));
        kept(wanted).stream()
                .filter(position -> position < passed.size())
                .forEach(position -> read.add(passed.get(position)));
        return List.of(read);
    }

    /** The columns that come out; one at least, since a batch counts its rows by its columns. */
    private List<Integer> kept(List<Set<Integer>> wanted) {
        Set<Integer> read = wanted.getFirst();
        return read.isEmpty() ? List.of(passed.size()) : List.copyOf(new TreeSet<>(read));
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> left = keptInputs.getFirst();
        List<Integer> keptOutput = kept(wanted);
        List<Integer> stay = new ArrayList<>();
        List<Part> some = new ArrayList<>();
        boolean isNumbered = false;
        for (int position : keptOutput) {
            if (position < passed.size()) {
                stay.add(Trees.newPosition(left, passed.get(position)));
            } else if (position < passed.size() + parts.size()) {
                some.add(parts.get(position - passed.size()));
            } else {
                isNumbered = true;
            }
        }
        Unnesting narrow = new Unnesting(
                node,
                EdgeColumns.kept(input, left),
                Trees.newPosition(left, collection),
                stay,
                some,
                isNumbered ? ordinality : Optional.empty(),
                isLeft);
        return new Narrowed(narrow, List.of(keptOutput));
    }
}
