package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.NodeTypeName;

/**
 * All that is known about a node type without its code.
 *
 * @param type its name in documents
 * @param version the version of its config; a document says which one its node is written for
 * @param category the palette drawer it lies in, in words: {@code Sources}, {@code Combine}
 * @param name what people call it
 * @param summary one sentence for the palette
 * @param docs the page a user reads, Markdown
 * @param icon the name of an icon of the designer's set
 * @param configSchema what its config holds
 * @param abilities what the planner may ask of it
 */
public record NodeTypeDescriptor(
        NodeTypeName type,
        @Field(min = "1") int version,
        NodeKind kind,
        String category,
        String name,
        String summary,
        String docs,
        String icon,
        Ports ports,
        ConfigSchema configSchema,
        Abilities abilities) {

    public NodeTypeDescriptor {
        if (version < 1) {
            throw new IllegalArgumentException("Versions count from 1; " + type + " says " + version);
        }
    }
}
