package io.millrace.designer.deployments.state;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.StateAnswer;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Questions that executors have not answered. Safe for several threads; never waits. */
@Singleton
public final class OpenQuestions {

    private record Open(WorkspaceId workspace, CompletableFuture<StateAnswer> answer) {}

    private final SecureRandom random;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    OpenQuestions(SecureRandom random) {
        this.random = random;
    }

    /** The id of a question that is put now. By chance: an earlier process may have asked as well. */
    long put(WorkspaceId workspace, CompletableFuture<StateAnswer> answer) {
        long id = random.nextLong();
        open.put(id, new Open(workspace, answer));
        return id;
    }

    /** Nobody waits any more. */
    void forget(long id) {
        open.remove(id);
    }

    /** An executor of a workspace has answered; of other workspaces' questions it is not heard. */
    public void answered(WorkspaceId workspace, StateAnswer answer) {
        Open asked = open.get(answer.id());
        if (asked != null && asked.workspace().equals(workspace)) {
            asked.answer().complete(answer);
        }
    }
}
