package io.millrace.designer.pipelines;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.events.Broadcast;
import io.millrace.model.document.PipelineId;
import jakarta.inject.Singleton;

/** Tells browsers of what became of pipelines, once it is there for everyone. */
@Singleton
final class DraftNews {

    private final Broadcast broadcast;
    private final PipelinesTopic list;
    private final CheckTopic check;

    DraftNews(Broadcast broadcast, PipelinesTopic list, CheckTopic check) {
        this.broadcast = broadcast;
        this.list = list;
        this.check = check;
    }

    /** A draft has another version. */
    void edited(WorkspaceId workspace, PipelineId id, EditBatch batch) {
        broadcast.change(workspace, DraftTopic.name(id), batch);
        check.soon(workspace, id);
        list.soon(workspace);
    }

    /** The list of pipelines is another. */
    void listed(WorkspaceId workspace) {
        list.soon(workspace);
    }

    /** A pipeline is gone; whoever looks at it finds out when they ask. */
    void deleted(WorkspaceId workspace, PipelineId id) {
        broadcast.gap(workspace, DraftTopic.name(id));
        broadcast.gap(workspace, CheckTopic.name(id));
        list.soon(workspace);
    }
}
