package io.millrace.designer.pipelines;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Debounce;
import io.millrace.designer.events.Later;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;

/** {@code check/ID}: what is wrong with a draft, anew soon after it changed. */
@Singleton
final class CheckTopic implements Topic {

    private record Draft(WorkspaceId workspace, PipelineId pipeline) {}

    private static final String PREFIX = "check/";

    /** Between two keys of somebody who types, so that most states that nobody meant are not checked. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Checks checks;
    private final Broadcast broadcast;
    private final Debounce<Draft> changed;

    CheckTopic(Checks checks, Broadcast broadcast, Later later) {
        this.checks = checks;
        this.broadcast = broadcast;
        this.changed = new Debounce<>(later, PAUSE);
    }

    static String name(PipelineId id) {
        return PREFIX + id;
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.startsWith(PREFIX);
    }

    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        PipelineId id = PipelinePaths.id(topic.substring(PREFIX.length()));
        return broadcast.join(member.workspace(), topic, listener, () -> checks.check(member.workspace(), id));
    }

    /** Checks the draft soon, if anybody wants to know. */
    void soon(WorkspaceId workspace, PipelineId id) {
        if (broadcast.isHeard(workspace, name(id))) {
            changed.soon(new Draft(workspace, id), () -> tell(workspace, id));
        }
    }

    private void tell(WorkspaceId workspace, PipelineId id) {
        try {
            broadcast.change(workspace, name(id), checks.check(workspace, id));
        } catch (Refused gone) {
            broadcast.gap(workspace, name(id));
        }
    }
}
