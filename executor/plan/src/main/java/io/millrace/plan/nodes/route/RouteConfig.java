package io.millrace.plan.nodes.route;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.ElementId;
import java.util.List;

/**
 * Config of a route.
 *
 * @param branches the ways, tried in order
 */
record RouteConfig(
        @Field(min = "1", max = "100", help = "The ways, tried in order; each is an output of its own.")
        List<Branch> branches) {

    RouteConfig {
        branches = List.copyOf(branches);
    }

    /** A way. */
    record Branch(
            ElementId id,

            @Field(defaultValue = "", help = "What people call it.", example = "Long flights")
            String name,

            @Field(
                    kind = Field.Kind.CONDITION,
                    help = "Rows for which this is TRUE, and no condition before was, go this way.",
                    example = "distance > 2000")
            String condition) {}
}
