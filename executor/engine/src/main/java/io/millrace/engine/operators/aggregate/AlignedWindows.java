package io.millrace.engine.operators.aggregate;

/** Windows that are the same for all keys, named by their end: there is at most one of each end. */
sealed interface AlignedWindows extends Windows permits HoppingWindows, CumulativeWindows {

    /** How long the longest window is. */
    long sizeMicros();

    /** Whether each window is one slice. */
    default boolean areSlices() {
        return sizeMicros() == sliceMicros();
    }

    /** The end of the first window that ends behind this time. Of a slice's first moment: of the first window that holds it. */
    long endAbove(long time);

    /** The first moment of the window that ends there. */
    long startOf(long end);
}
