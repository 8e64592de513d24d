package io.millrace.plan.node;

import io.millrace.model.type.EdgeSchema;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known about the rows that leave by an output port.
 *
 * @param isBounded whether they come to an end by themselves
 * @param timeTellers columns whose value says which event time a row has: rows that are equal in one of them have the same, as those
 *     with one window end have. The event time itself need not be among them
 */
public record TypedPort(EdgeSchema schema, boolean isBounded, Set<String> timeTellers) {

    public TypedPort {
        timeTellers = Set.copyOf(timeTellers);
    }

    /** Rows of which no column but the event time says what event time they have. */
    public TypedPort(EdgeSchema schema, boolean isBounded) {
        this(schema, isBounded, Set.of());
    }

    /** The same rows, seen with another schema. */
    public TypedPort with(EdgeSchema other) {
        return new TypedPort(other, isBounded);
    }

    /** The same rows, of which these columns say what event time they have, as far as there are any with these names. */
    public TypedPort withTimeTold(Collection<String> by) {
        Set<String> there = by.stream()
                .filter(name -> schema.schema().indexOf(name).isPresent())
                .collect(Collectors.toSet());
        return new TypedPort(schema, isBounded, there);
    }

    /** Whether rows that are equal in these columns have the same event time. */
    public boolean tellTime(Collection<String> columns) {
        return schema.eventTime()
                .filter(time -> columns.contains(time) || columns.stream().anyMatch(timeTellers::contains))
                .isPresent();
    }
}
