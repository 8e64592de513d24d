package io.millrace.plan.logical;

import io.millrace.model.type.Schema;
import io.millrace.plan.logical.StateDeclaration.Part;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column that rows are told apart by: in state, and between tasks.
 *
 * @param position in the operator's input
 * @param id the id of the list element that names it
 * @param of what it is, as it is written: with another text under the same id state is of something else
 */
public record KeyColumn(int position, String id, String of) {

    /** Where they are in the input, in their order. */
    public static List<Integer> positions(List<KeyColumn> keys) {
        return keys.stream().map(KeyColumn::position).toList();
    }

    /** Their element ids, in their order. */
    public static List<String> ids(List<KeyColumn> keys) {
        return keys.stream().map(KeyColumn::id).toList();
    }

    /** The same keys of an input of which only some columns are left. */
    public static List<KeyColumn> kept(List<KeyColumn> keys, List<Integer> kept) {
        return keys.stream()
                .map(key -> key.at(Trees.newPosition(kept, key.position)))
                .toList();
    }

    /** As the key of a state. */
    public static List<Part> parts(List<KeyColumn> keys, Schema rows) {
        return keys.stream()
                .map(key -> new Part(key.id, rows.type(key.position).toString(), key.of))
                .toList();
    }

    /** The names of the columns, for people. */
    public static String names(List<KeyColumn> keys, Schema rows) {
        return keys.stream()
                .map(key -> "`" + rows.column(key.position).name() + "`")
                .collect(Collectors.joining(", "));
    }

    /** The same key in another place. */
    public KeyColumn at(int other) {
        return new KeyColumn(other, id, of);
    }
}
