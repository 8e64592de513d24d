package io.millrace.model.document;

import io.millrace.model.annotation.Field;
import io.millrace.model.json.JsonObject;
import java.util.Optional;

/**
 * One step of a pipeline.
 *
 * @param id which node, for ever
 * @param type what it does
 * @param typeVersion the version of the type its config is written for
 * @param name a label for people; empty when none was given
 * @param config what the type wants to know, in the type's own terms
 * @param errors what happens to rows that fail in this node; absent means {@link ErrorPolicy#FAIL}
 */
public record Node(
        @Field(help = "Which node, for ever. State hangs on it.")
        NodeId id,

        @Field(help = "What people call the node.", defaultValue = "")
        String name,

        @Field(help = "What the node does.") NodeTypeName type,

        @Field(
                help = "The version of the type that the config is written for.",
                defaultValue = "1",
                min = "1",
                max = "1000000")
        int typeVersion,

        @Field(help = "What the type wants to know.", defaultValue = "{}")
        JsonObject config,

        @Field(help = "What happens to rows that fail in this node; without it the job fails.")
        Optional<ErrorPolicy> errors) {

    /** What to call the node before people: its name, or its id where it has none. */
    public String label() {
        return name.isEmpty() ? id.value() : name;
    }

    /** The policy for rows that fail here. */
    public ErrorPolicy errorPolicy() {
        return errors.orElse(ErrorPolicy.FAIL);
    }

    /** The node with another name. */
    public Node withName(String other) {
        return new Node(id, other, type, typeVersion, config, errors);
    }

    /** The node with another type. */
    public Node withType(NodeTypeName otherType, int otherVersion) {
        return new Node(id, name, otherType, otherVersion, config, errors);
    }

    /** The node with another config. */
    public Node withConfig(JsonObject other) {
        return new Node(id, name, type, typeVersion, other, errors);
    }

    /** The node with another error policy. */
    public Node withErrors(Optional<ErrorPolicy> others) {
        return new Node(id, name, type, typeVersion, config, others);
    }
}
