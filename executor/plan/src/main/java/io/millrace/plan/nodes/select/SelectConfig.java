package io.millrace.plan.nodes.select;

import io.millrace.model.annotation.Field;
import java.util.List;

/**
 * Config of a select.
 *
 * @param columns what the new rows hold, in order
 */
record SelectConfig(
        @Field(min = "1", max = "1000", help = "The columns of the new rows, in order.")
        List<Output> columns) {

    SelectConfig {
        columns = List.copyOf(columns);
    }

    /** A column of the new rows. */
    record Output(
            @Field(help = "The column's name.", example = "delay")
            String name,

            @Field(
                    kind = Field.Kind.EXPRESSION,
                    help = "What is in it, over the columns of the old rows.",
                    example = "delay / 60.0")
            String expression) {}
}
