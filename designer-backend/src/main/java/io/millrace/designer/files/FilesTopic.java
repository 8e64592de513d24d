package io.millrace.designer.files;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/**
 * {@code files}: which file or folder was stored or deleted here, so that who shows its folder asks anew. It begins with the root, of
 * which everything may have changed. What executors write is not told.
 */
@Singleton
final class FilesTopic implements Topic {

    private static final String NAME = "files";

    /** What was changed; the empty path is the root. */
    record Changed(String path) {}

    private final Broadcast broadcast;

    FilesTopic(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.equals(NAME);
    }

    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        return broadcast.join(member.workspace(), NAME, listener, () -> new Changed(""));
    }

    void tell(WorkspaceId workspace, FilePath path) {
        broadcast.change(workspace, NAME, new Changed(path.toString()));
    }
}
