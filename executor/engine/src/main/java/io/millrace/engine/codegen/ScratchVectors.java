package io.millrace.engine.codegen;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The vectors of a task's intermediate columns, which each block overwrites. Whatever leaves a block must not point into
 * their bytes. One thread.
 */
public final class ScratchVectors {

    private final Set<Vector> vectors = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Another one. */
    public Vector create(DataType type) {
        Vector vector = Vector.create(type, Batch.MAX_ROWS);
        vectors.add(vector);
        return vector;
    }

    /** Whether the vector is one of these. */
    boolean owns(Vector vector) {
        return vectors.contains(vector);
    }
}
