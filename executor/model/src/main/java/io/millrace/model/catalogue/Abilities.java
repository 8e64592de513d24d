package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.type.ChangeMode;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the planner may ask of a connector.
 *
 * @param projectsColumns whether a source can leave out columns nobody reads
 * @param pushableFilters the comparisons a source can make itself; a pushed one may still let rows through, so the
 *     pipeline's filter stays
 * @param acceptedChanges the change modes a sink can write
 * @param changeColumn the key of a sink's config for the column that says what each row changes, when it can write changes
 *     only with one
 * @param boundedness whether a source ends; present for sources only
 * @param schema where a source's schema is written; present for sources only
 * @param guarantee what it promises when a job fails and goes on; present for sources and sinks
 */
public record Abilities(
        @Field(defaultValue = "false") boolean projectsColumns,
        @Field(defaultValue = "[]") Set<PushableFilter> pushableFilters,
        @Field(defaultValue = "[]") Set<ChangeMode.Kind> acceptedChanges,
        Optional<String> changeColumn,
        Optional<Boundedness> boundedness,
        Optional<SourceSchema> schema,
        Optional<Guarantee> guarantee) {

    /** What a transform has: its node type in the planner knows the rest. */
    public static final Abilities NONE = new Abilities(
            false, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Abilities {
        // Sorted, so that two catalogues with the same abilities have the same text.
        pushableFilters = Collections.unmodifiableSet(new TreeSet<>(pushableFilters));
        acceptedChanges = Collections.unmodifiableSet(new TreeSet<>(acceptedChanges));
    }

    /** A source without further abilities. */
    public static Abilities ofSource(Boundedness boundedness, SourceSchema schema, Guarantee guarantee) {
        return new Abilities(
                false,
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.of(boundedness),
                Optional.of(schema),
                Optional.of(guarantee));
    }

    /** A sink that writes these changes. */
    public static Abilities ofSink(Set<ChangeMode.Kind> acceptedChanges, Guarantee guarantee) {
        return new Abilities(
                false,
                Set.of(),
                acceptedChanges,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(guarantee));
    }

    /** The same, with a column in what it writes that says what a row changes, named by this key of the config. */
    public Abilities withChangeColumn(String key) {
        return new Abilities(
                projectsColumns, pushableFilters, acceptedChanges, Optional.of(key), boundedness, schema, guarantee);
    }

    /** The same, able to leave out columns. */
    public Abilities withProjection() {
        return new Abilities(true, pushableFilters, acceptedChanges, changeColumn, boundedness, schema, guarantee);
    }

    /** The same, able to make these comparisons. */
    public Abilities withPushableFilters(Set<PushableFilter> filters) {
        return new Abilities(projectsColumns, filters, acceptedChanges, changeColumn, boundedness, schema, guarantee);
    }
}
