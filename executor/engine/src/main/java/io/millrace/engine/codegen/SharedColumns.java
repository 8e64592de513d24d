package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@link SharedParts} of a stage, as columns behind those of its input. One thread. */
final class SharedColumns {

    private final List<LoopPair<ValueLoop>> loops = new ArrayList<>();
    private final List<Vector> scratch = new ArrayList<>();
    private final Vector[] extended;

    /**
     * @param columnCount how many columns the input has
     */
    SharedColumns(List<Node> parts, int columnCount, LoopFactory factory) {
        extended = new Vector[columnCount + parts.size()];
        for (Node part : parts) {
            DataType type = type(part).nullable();
            scratch.add(factory.scratch().create(type));
            loops.add(new LoopPair<>(part, node -> factory.value(node, Optional.empty(), type.physical())));
        }
    }

    /** How many there are. */
    int count() {
        return loops.size();
    }

    /**
     * The columns of the input and, computed, the shared ones.
     *
     * @param homes for each shared column the empty vector it is to be computed into; null for one of its own
     */
    Vector[] extend(
            Vector[] columns, int @Nullable [] selection, int count, @Nullable Vector[] homes, FailedRows failed) {
        if (loops.isEmpty()) {
            return columns;
        }
        int columnCount = extended.length - loops.size();
        System.arraycopy(columns, 0, extended, 0, columnCount);
        for (int i = 0; i < loops.size(); i++) {
            Vector vector = homes[i];
            if (vector == null) {
                vector = scratch.get(i);
                vector.clear();
            }
            LoopPair<ValueLoop> loop = loops.get(i);
            loop.bind(extended).compute(loop.inputs(), selection, count, vector, failed);
            extended[columnCount + i] = vector;
        }
        return extended;
    }

    /** Any type with the carrier of the part. */
    private static SqlType type(Node part) {
        return switch (part.carrier()) {
            case BOOLEAN -> ScalarType.BOOLEAN;
            case INT -> ScalarType.INT;
            case LONG -> ScalarType.BIGINT;
            case FLOAT -> ScalarType.FLOAT;
            case DOUBLE -> ScalarType.DOUBLE;
            case UTF8 -> BinaryType.BYTES;
            case DECIMAL128 -> new DecimalType(DecimalType.MAX_PRECISION, 0);
            case TIMESTAMP_NANOS -> new TimestampType(TimestampType.MAX_PRECISION, false);
            case OBJECT -> throw new IllegalArgumentException("Nested values are not shared");
        };
    }
}
