package io.millrace.plan.nodes.unnest;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import java.util.List;
import java.util.Optional;

/**
 * Config of an unnest.
 *
 * @param expression the collection
 * @param type what becomes of rows whose collection has no elements
 * @param columns other names for the columns of an element; none for those it has
 * @param ordinality the name of the column that says which element it is; absent for none
 */
record UnnestConfig(
        @Field(
                kind = Field.Kind.EXPRESSION,
                help = "An ARRAY or a MAP. Each of its elements becomes a row.",
                example = "items")
        String expression,

        @Field(help = "What becomes of rows whose collection is empty or NULL.", defaultValue = "inner")
        Type type,

        @Field(
                help =
                        "Names of the new columns, all of them in their order. Without them an element of an ARRAY is `element`, of a MAP `key` and `value`, and the fields of a ROW are called as they are.",
                defaultValue = "[]",
                max = "1000")
        List<Name> columns,

        @Field(
                help = "The name of one more column, the number of the element in its row, from 1.",
                example = "position")
        Optional<String> ordinality) {

    UnnestConfig {
        columns = List.copyOf(columns);
    }

    /** The name of a new column. */
    record Name(
            @Field(help = "The column's name.", example = "item")
            String name) {}

    /** What becomes of rows without elements. */
    enum Type {
        @Variant(value = "inner", help = "They are left out.")
        INNER,
        @Variant(value = "left", help = "They stay, each as one row with NULL in the new columns.")
        LEFT
    }
}
