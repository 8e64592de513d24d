package io.millrace.plan.compare;

import io.millrace.model.document.Node;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people call the elements of a node's lists: by a name, by a column, or as the two sides of a join's key. */
final class ElementNames {

    private ElementNames() {}

    /** The names by the elements' ids; elements without a name are left out. */
    static Map<String, String> in(Node node) {
        return node.config().members().values().stream()
                .filter(JsonArray.class::isInstance)
                .flatMap(list -> ((JsonArray) list).elements().stream())
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(element ->
                        element.text("id").isPresent() && name(element).isPresent())
                .collect(Collectors.toMap(
                        element -> element.text("id").orElseThrow(),
                        element -> name(element).orElseThrow(),
                        (one, _) -> one));
    }

    private static Optional<String> name(JsonObject element) {
        return element.text("name").or(() -> element.text("column")).or(() -> element.text("left")
                .flatMap(left -> element.text("right").map(right -> left + " = " + right)));
    }
}
