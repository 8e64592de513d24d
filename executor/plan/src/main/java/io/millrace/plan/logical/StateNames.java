package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.List;

/**
 * The names of an operator's states in its config. They are made of what a user's edits keep: the node, the role of the
 * state in it, the ids of the list elements it serves; never of a label or a position.
 */
public final class StateNames {

    private StateNames() {}

    public static JsonArray json(NodeId owner, String role, List<String> elements) {
        return JsonArray.of(JsonObject.of(
                "owner",
                Json.of(owner.value()),
                "role",
                Json.of(role),
                "elements",
                new JsonArray(elements.stream().map(id -> (Json) Json.of(id)).toList())));
    }
}
