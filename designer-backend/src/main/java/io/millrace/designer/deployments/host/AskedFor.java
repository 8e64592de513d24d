package io.millrace.designer.deployments.host;

import io.millrace.coordinator.JobEvent;
import io.millrace.designer.database.UserId;
import io.millrace.designer.deployments.log.Actors;
import io.millrace.designer.permission.User;
import io.millrace.protocol.job.DeploymentId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers in whose name events came to be: a write of unknown fate is repeated later, when somebody else may be at work.
 * Not thread-safe.
 */
final class AskedFor implements Actors {

    /** Events that may still be repeated; one is at a time per deployment. */
    private static final int MOST_EVENTS = 10_000;

    private record Key(DeploymentId deployment, long number) {}

    private final Map<Key, Optional<User>> first = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Optional<User>> eldest) {
            return size() > MOST_EVENTS;
        }
    };

    private Optional<User> acting = Optional.empty();

    /** Does something in the name of a person. */
    void by(User user, Runnable action) {
        acting = Optional.of(user);
        try {
            action.run();
        } finally {
            acting = Optional.empty();
        }
    }

    @Override
    public Optional<UserId> of(JobEvent event) {
        return who(event).map(User::id);
    }

    /** The person in whose name an event came to be. */
    Optional<User> who(JobEvent event) {
        return first.computeIfAbsent(new Key(event.deployment(), event.number()), _ -> acting);
    }
}
