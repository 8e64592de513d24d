package io.millrace.designer.cluster;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Later;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** {@code cluster}: the whole, anew every other second while somebody looks. */
@Singleton
final class ClusterTopic implements Topic {

    private static final String NAME = "cluster";

    private static final Duration PACE = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Broadcast broadcast;
    private final Later later;

    /** Workspaces whose cluster is being told of. Guarded by itself. */
    private final Set<WorkspaceId> told = new HashSet<>();

    ClusterTopic(Cluster cluster, Broadcast broadcast, Later later) {
        this.cluster = cluster;
        this.broadcast = broadcast;
        this.later = later;
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.equals(NAME);
    }

    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        WorkspaceId workspace = member.workspace();
        Closing closing = broadcast.join(workspace, NAME, listener, () -> cluster.view(workspace));
        synchronized (told) {
            if (told.add(workspace)) {
                tellLater(workspace);
            }
        }
        return closing;
    }

    private void tellLater(WorkspaceId workspace) {
        later.after(PACE, () -> {
            synchronized (told) {
                if (!broadcast.isHeard(workspace, NAME)) {
                    told.remove(workspace);
                    return;
                }
            }
            broadcast.change(workspace, NAME, cluster.view(workspace));
            tellLater(workspace);
        });
    }
}
