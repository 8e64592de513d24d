package io.millrace.model.shape;

import io.millrace.model.document.PortName;
import java.util.Optional;

/** What a text is to the person who edits it. */
public sealed interface Meaning {

    /** Any text. */
    record Plain(boolean isMultiline) implements Meaning {}

    /** The name of a column of the rows that enter by this port, or by the only one. */
    record Column(Optional<PortName> input) implements Meaning {}

    /** A SQL expression over the rows that enter by this port, or by the only one. */
    record Expression(Optional<PortName> input, boolean isCondition) implements Meaning {}

    /** A SQL query over the rows of all inputs, each by its name. */
    record Query() implements Meaning {}

    /** A path below the files root. */
    record FilePath() implements Meaning {}

    /** The spelling of a SQL type. */
    record SqlTypeName() implements Meaning {}

    /** The immutable id of a list element. */
    record ElementIdentity() implements Meaning {}
}
