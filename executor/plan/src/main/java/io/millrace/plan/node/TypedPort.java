package io.millrace.plan.node;

import io.millrace.model.type.EdgeSchema;

/**
 * What is known about the rows that leave by an output port.
 *
 * @param isBounded whether they come to an end by themselves
 */
public record TypedPort(EdgeSchema schema, boolean isBounded) {

    /** The same rows, seen with another schema. */
    public TypedPort with(EdgeSchema other) {
        return new TypedPort(other, isBounded);
    }
}
