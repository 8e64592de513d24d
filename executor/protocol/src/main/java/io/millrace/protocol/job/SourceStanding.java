package io.millrace.protocol.job;

import java.util.List;

/**
 * What a source has once.
 *
 * @param operator id in the plan
 * @param isLooking whether it has not looked for splits to the end even once
 * @param unread how many splits no task reads yet
 * @param firstUnread what the connector calls the first of them; at most {@link #MOST_NAMED}
 */
public record SourceStanding(int operator, boolean isLooking, long unread, List<String> firstUnread) {

    /** Enough to see which they are. */
    public static final int MOST_NAMED = 5;

    public SourceStanding {
        firstUnread = List.copyOf(firstUnread);
    }
}
