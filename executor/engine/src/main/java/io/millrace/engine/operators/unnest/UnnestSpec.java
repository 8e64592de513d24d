package io.millrace.engine.operators.unnest;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.Arrays;

/**
 * What a plan says of an unnest.
 *
 * @param collection the column of the ARRAY or MAP
 * @param passed the columns that come out as they are, before the others
 * @param parts which parts of an element come out: fields of a ROW, or key (0) and value (1) of a MAP
 * @param isNumbered whether the number of an element comes out, last
 * @param isLeft whether a row without elements stays
 */
record UnnestSpec(
        String nodeId, EdgeSchema rows, int collection, int[] passed, int[] parts, boolean isNumbered, boolean isLeft) {

    /**
     * @throws IllegalArgumentException if the plan is broken
     */
    static UnnestSpec of(PhysicalOperator operator) {
        EdgeSchema input = operator.inputs().getFirst();
        EdgeSchema output = operator.outputs().getFirst();
        OperatorConfig config = operator.settings();
        int collection = config.integer("collection");
        int[] parts = config.integers("parts");
        int most = mostParts(input, collection);
        if (Arrays.stream(parts).anyMatch(part -> part < 0 || part >= most)) {
            throw new IllegalArgumentException("Broken plan: parts " + Arrays.toString(parts) + " of "
                    + input.schema().type(collection));
        }
        UnnestSpec spec = new UnnestSpec(
                operator.nodeId(),
                output,
                collection,
                config.integers("passed"),
                parts,
                config.flag("ordinality"),
                config.flag("left"));
        int width = spec.passed.length + parts.length + (spec.isNumbered ? 1 : 0);
        if (width != output.schema().size()) {
            throw new IllegalArgumentException("Broken plan: " + width + " columns for " + output.schema());
        }
        return spec;
    }

    private static int mostParts(EdgeSchema input, int collection) {
        return switch (input.schema().type(collection).type()) {
            case ArrayType array
            when array.element().type() instanceof RowType row -> row.fields().size();
            case ArrayType _ -> 1;
            case MapType _ -> 2;
            default ->
                throw new IllegalArgumentException("Broken plan: there are no elements of "
                        + input.schema().column(collection));
        };
    }
}
