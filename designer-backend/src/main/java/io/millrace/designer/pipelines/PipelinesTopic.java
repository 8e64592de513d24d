package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Debounce;
import io.millrace.designer.events.Later;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import io.millrace.designer.pipelines.PipelineResource.PipelinePage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code pipelines}: the first page of the list, anew after each change. */
@Singleton
public final class PipelinesTopic implements Topic {

    private static final String NAME = "pipelines";

    /** While somebody draws, the list changes with each edit; nobody reads it that fast. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Transactions transactions;
    private final CurrentStatus current;
    private final Broadcast broadcast;
    private final Debounce<WorkspaceId> changed;

    PipelinesTopic(Transactions transactions, CurrentStatus current, Broadcast broadcast, Later later) {
        this.transactions = transactions;
        this.current = current;
        this.broadcast = broadcast;
        this.changed = new Debounce<>(later, PAUSE);
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.equals(NAME);
    }

    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        return broadcast.join(member.workspace(), NAME, listener, () -> page(member.workspace()));
    }

    /** Tells the list anew, soon. */
    public void soon(WorkspaceId workspace) {
        if (broadcast.isHeard(workspace, NAME)) {
            changed.soon(workspace, () -> broadcast.change(workspace, NAME, page(workspace)));
        }
    }

    private PipelinePage page(WorkspaceId workspace) {
        return PipelinePage.of(
                transactions
                        .in(
                                workspace,
                                transaction -> PipelineList.page(
                                        transaction.handle(), Optional.empty(), PipelineLimits.LONGEST_PAGE + 1))
                        .stream()
                        .map(summary -> current.of(workspace, summary))
                        .toList(),
                PipelineLimits.LONGEST_PAGE);
    }
}
