package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import io.millrace.model.document.PipelineId;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/** {@code draft/ID}: each batch of edits since a version, in order and without gaps. */
@Singleton
final class DraftTopic implements Topic {

    private static final String PREFIX = "draft/";

    private final Transactions transactions;
    private final Broadcast broadcast;

    DraftTopic(Transactions transactions, Broadcast broadcast) {
        this.transactions = transactions;
        this.broadcast = broadcast;
    }

    static String name(PipelineId id) {
        return PREFIX + id;
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.startsWith(PREFIX);
    }

    /** Without {@code since} it begins with the next batch. */
    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        DraftFeed feed = new DraftFeed(
                transactions, member.workspace(), PipelinePaths.id(topic.substring(PREFIX.length())), listener);
        Closing closing = broadcast.join(member.workspace(), topic, feed);
        try {
            feed.begin(since);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
        return closing;
    }
}
