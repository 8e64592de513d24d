package io.millrace.plan.nodes.sql;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.ElementId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Config of a sql node.
 *
 * @param inputs the ports, each with the name the query has for its rows; without any there is one port of a name that the query knows
 * @param sql the query
 * @param stateTtl how long what its steps keep lives after it was last written; absent for as long as the pipeline says
 */
record SqlConfig(
        @Field(
                help =
                        "What the query reads: each is an input of its own. Without any there is one, which the query calls `input`.",
                defaultValue = "[]",
                max = "50")
        List<Input> inputs,

        @Field(
                label = "SQL",
                kind = Field.Kind.QUERY,
                multiline = true,
                help = "One SELECT over the inputs.",
                example = "SELECT origin, COUNT(*) AS flights FROM input GROUP BY origin")
        String sql,

        @Field(
                help =
                        "How long what the query keeps lives after it was last written; without it as long as the pipeline's setting says.",
                example = "7 d",
                min = "1 s",
                max = "36500 d",
                advanced = true)
        Optional<Duration> stateTtl) {

    SqlConfig {
        inputs = List.copyOf(inputs);
    }

    /** An input. */
    record Input(
            ElementId id,

            @Field(
                    help = "What the query calls its rows; its id when nothing is said.",
                    defaultValue = "",
                    example = "bid")
            String name) {

        /** What the query calls it. */
        String called() {
            return name.isEmpty() ? id.value() : name;
        }
    }
}
