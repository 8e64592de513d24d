package io.millrace.testkit.node;

import io.millrace.columns.Change;
import io.millrace.model.error.RunError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came out of an operator, by port, as text. */
public final class NodeOutput {

    /** An element that came out. */
    sealed interface Item {
        record Row(byte change, String values) implements Item {}

        record Sent(String signal) implements Item {}
    }

    private final List<List<Item>> ports = new ArrayList<>();
    private final List<RunError> errors;
    private long stateRows;

    NodeOutput(int portCount, List<RunError> errors) {
        for (int i = 0; i < portCount; i++) {
            ports.add(new ArrayList<>());
        }
        this.errors = errors;
    }

    void add(int port, Item item) {
        ports.get(port).add(item);
    }

    void setStateRows(long rows) {
        stateRows = rows;
    }

    /** How many rows the operator's state had in the end. */
    public long stateRows() {
        return stateRows;
    }

    /** The rows that came, with their change, in order: {@code +I a, 1}. */
    public List<String> rows(int port) {
        return ports.get(port).stream()
                .filter(Item.Row.class::isInstance)
                .map(Item.Row.class::cast)
                .map(row -> Change.symbol(row.change()) + " " + row.values())
                .toList();
    }

    /** The signals that came, in order. */
    public List<String> signals(int port) {
        return ports.get(port).stream()
                .filter(Item.Sent.class::isInstance)
                .map(item -> ((Item.Sent) item).signal())
                .toList();
    }

    /** Rows and signals, in order. */
    public List<String> all(int port) {
        return ports.get(port).stream()
                .map(item -> switch (item) {
                    case Item.Row(byte change, String values) -> Change.symbol(change) + " " + values;
                    case Item.Sent(String signal) -> signal;
                })
                .toList();
    }

    /** Bad rows that were reported. */
    public List<RunError> errors() {
        return List.copyOf(errors);
    }

    /** The rows that stand in the end, each with how often. */
    public String standingAtLast(int port) {
        List<String> history = standing(port);
        return history.isEmpty() ? "" : history.getLast();
    }

    /**
     * The rows that stand (added and not taken back) after each signal: the meaning of a changelog, whatever the batches
     * it came in.
     *
     * @throws AssertionError if a row is taken back that did not stand, or a pair of an update is torn apart
     */
    public List<String> standing(int port) {
        List<String> history = new ArrayList<>();
        Map<String, Integer> rows = new TreeMap<>();
        Item before = new Item.Sent("");
        for (Item item : ports.get(port)) {
            switch (item) {
                case Item.Sent(String signal) -> {
                    if (!signal.startsWith("Barrier")) {
                        history.add(rows + " " + signal);
                    }
                }
                case Item.Row(byte change, String values) -> {
                    boolean afterBefore =
                            before instanceof Item.Row(byte last, String _) && last == Change.UPDATE_BEFORE;
                    if (afterBefore != (change == Change.UPDATE_AFTER)) {
                        throw new AssertionError("A torn update at " + Change.symbol(change) + " " + values);
                    }
                    int count = rows.merge(values, Change.isAddition(change) ? 1 : -1, Integer::sum);
                    if (count < 0) {
                        throw new AssertionError(
                                "Taken back without having stood: " + Change.symbol(change) + " " + values);
                    }
                    if (count == 0) {
                        rows.remove(values);
                    }
                }
            }
            before = item;
        }
        return history;
    }
}
