package io.millrace.model.document;

import io.millrace.model.annotation.Field;
import java.util.Optional;

/**
 * What happens to a row that fails in a node.
 *
 * @param policy what to do with it
 * @param limit how many rows may fail in one deployment before the job fails after all; absent means any number.
 *     Without meaning for {@code fail}
 * @param to the sink that gets the failed rows, for {@code deadLetter} only; nothing is drawn to it
 */
public record ErrorPolicy(
        @Field(help = "What to do with a row that fails.") Policy policy,

        @Field(help = "The job fails when more rows than this have failed.", example = "1000", min = "0")
        Optional<Long> limit,

        @Field(help = "The sink that gets the failed rows, into which nothing is drawn (`deadLetter` only).")
        Optional<NodeId> to) {

    /** The job fails at the first failed row. */
    public static final ErrorPolicy FAIL = new ErrorPolicy(Policy.FAIL, Optional.empty(), Optional.empty());

    /** Failed rows are dropped and counted. */
    public static final ErrorPolicy SKIP = new ErrorPolicy(Policy.SKIP, Optional.empty(), Optional.empty());

    /** What to do with a failed row. */
    public enum Policy {
        /** Fail the job. */
        FAIL,
        /** Drop and count it. */
        SKIP,
        /** Leave it out, count it, and write it to a sink with what went wrong. */
        DEAD_LETTER
    }
}
