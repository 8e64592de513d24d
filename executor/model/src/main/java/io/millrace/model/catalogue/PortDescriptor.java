package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.PortName;

/**
 * A port that every node of a type has.
 *
 * @param summary which rows enter or leave here, for a person looking at the port
 * @param role what sort of rows
 * @param takesMany whether an input port may have more than one edge; an output port always may
 * @param isRequired whether an input port needs an edge; an output port never does: its rows are dropped
 */
public record PortDescriptor(
        PortName name,
        @Field(defaultValue = "") String summary,
        @Field(defaultValue = "rows") Role role,
        @Field(defaultValue = "false") boolean takesMany,
        @Field(defaultValue = "false") boolean isRequired) {

    /** What sort of rows a port carries. */
    public enum Role {
        /** The rows the node is about. */
        ROWS,
        /** Rows that came too late, as they came. */
        LATE,
        /** Rows that failed, with what went wrong. */
        FAILED
    }

    /** An input port that takes one edge and needs it. */
    public static PortDescriptor input(PortName name, String summary) {
        return new PortDescriptor(name, summary, Role.ROWS, false, true);
    }

    /** An input port that takes any number of edges and needs at least one. */
    public static PortDescriptor inputOfMany(PortName name, String summary) {
        return new PortDescriptor(name, summary, Role.ROWS, true, true);
    }

    /** An output port. */
    public static PortDescriptor output(PortName name, String summary) {
        return new PortDescriptor(name, summary, Role.ROWS, false, false);
    }

    /** The output port {@code late}. */
    public static PortDescriptor late(String summary) {
        return new PortDescriptor(PortName.LATE, summary, Role.LATE, false, false);
    }

    /** The output port {@code error}. */
    public static PortDescriptor failed(String summary) {
        return new PortDescriptor(PortName.ERROR, summary, Role.FAILED, false, false);
    }
}
