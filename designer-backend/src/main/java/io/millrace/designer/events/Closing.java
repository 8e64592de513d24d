package io.millrace.designer.events;

/** Ends what was begun. */
@FunctionalInterface
public interface Closing {

    /** Ends it; called once. */
    void close();
}
