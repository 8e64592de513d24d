package io.millrace.designer.deployments.why;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.StandingAnswer;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Questions about tasks that executors have not all answered. Safe for several threads; never waits. */
@Singleton
public final class OpenLooks {

    /**
     * A question to several executors.
     *
     * @param answers by executor, done when its answer comes
     */
    record Open(WorkspaceId workspace, long id, Map<ExecutorId, CompletableFuture<StandingAnswer>> answers) {}

    private final SecureRandom random;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    OpenLooks(SecureRandom random) {
        this.random = random;
    }

    /** Puts a question; its id is by chance, as an earlier process may have asked as well. */
    Open put(WorkspaceId workspace, List<ExecutorId> executors) {
        Map<ExecutorId, CompletableFuture<StandingAnswer>> answers = new ConcurrentHashMap<>();
        executors.forEach(executor -> answers.put(executor, new CompletableFuture<>()));
        Open asked = new Open(workspace, random.nextLong(), answers);
        open.put(asked.id(), asked);
        return asked;
    }

    /** Nobody waits any more. */
    void forget(Open asked) {
        open.remove(asked.id());
    }

    /** An executor of a workspace has answered; of other workspaces' questions it is not heard. */
    public void answered(WorkspaceId workspace, ExecutorId executor, StandingAnswer answer) {
        Open asked = open.get(answer.id());
        if (asked != null && asked.workspace().equals(workspace)) {
            CompletableFuture<StandingAnswer> waiting = asked.answers().get(executor);
            if (waiting != null) {
                waiting.complete(answer);
            }
        }
    }
}
