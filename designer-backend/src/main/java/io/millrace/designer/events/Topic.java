package io.millrace.designer.events;

import io.millrace.designer.permission.Member;
import java.util.OptionalLong;

/**
 * A sort of news that browsers can ask for. Every bean of this type is offered. {@link #open} and what it answers are called
 * on worker threads, one after the other for each stream, and may wait for the database.
 */
public interface Topic {

    /** Whether a topic is of this sort, by its name: {@code pipelines}, {@code draft/late-flights-k3x9q2mv}. */
    boolean isCalled(String topic);

    /**
     * Begins to tell somebody. A topic with a state tells it before this returns (see {@link Broadcast#join}); what the
     * listener is told afterwards may come from any thread.
     *
     * @param member who may look at the workspace; what else it takes is for the topic to require
     * @param since the version the listener knows, for topics that have versions
     * @return ends it, called once
     * @throws io.millrace.designer.web.Refused if there is no such thing, or it is not for this member
     */
    Closing open(Member member, String topic, OptionalLong since, Listener listener);
}
