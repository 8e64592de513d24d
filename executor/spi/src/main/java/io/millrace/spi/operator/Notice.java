package io.millrace.spi.operator;

import java.util.List;

/** What an operator tells the job, by a way that is not an edge. */
public sealed interface Notice {

    /** A source task has read all its splits and would take another. */
    record SplitWanted() implements Notice {}

    /** A sink task has flushed, before a barrier or at its end, and prepared this for the committer since it last did. */
    record Prepared(List<byte[]> committables) implements Notice {

        public Prepared {
            committables = List.copyOf(committables);
        }
    }
}
