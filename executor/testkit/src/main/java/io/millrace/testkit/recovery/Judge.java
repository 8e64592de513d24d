package io.millrace.testkit.recovery;

import java.util.List;

/** Says whether what becomes visible is right; else there is a {@link io.millrace.testkit.cluster.Violation}. */
interface Judge {

    /** Rows become visible together, those of a key in the order they were made. */
    void visible(List<OutRow> rows, long checkpoint);

    /** What was visible is taken as if it had never been: people were told that it becomes visible again. */
    void beginAgain();

    /** Nothing will become visible any more, and everything was read. */
    void allIsVisible();
}
