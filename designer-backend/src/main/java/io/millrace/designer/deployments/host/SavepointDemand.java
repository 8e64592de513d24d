package io.millrace.designer.deployments.host;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.SavepointPort;
import io.millrace.coordinator.SavepointPort.Beginning;
import io.millrace.designer.database.WorkspaceId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which savepoints coordinators want a checkpoint of, and how far these are: coordinators ask, and never wait; somebody else has the
 * checkpoints made and says so. In memory alone, as whoever still needs one asks again. Safe for several threads.
 */
@Singleton
public final class SavepointDemand {

    /** What nobody asked about for so long nobody waits for. A coordinator asks several times a second. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(10);

    private static final Beginning WAITING = new Beginning.Waiting();

    private record Key(WorkspaceId workspace, String savepoint) {}

    /**
     * How far the checkpoint of a savepoint is, while a deployment waits for it.
     *
     * @param bytes of the savepoint that were read
     * @param of so many; 0 while nobody knows
     * @param waitsFor what has to happen first, in words
     */
    public record Progress(long bytes, long of, Optional<String> waitsFor) {

        static final Progress NONE = new Progress(0, 0, Optional.empty());
    }

    private static final class Wanted {

        private volatile long askedNanos;
        private volatile Beginning beginning = WAITING;
        private volatile Progress progress = Progress.NONE;
    }

    private final Clock clock;
    private final Map<Key, Wanted> all = new ConcurrentHashMap<>();

    SavepointDemand(Clock clock) {
        this.clock = clock;
    }

    /** Where the coordinator of a workspace asks. */
    SavepointPort port(WorkspaceId workspace) {
        return start -> {
            Wanted wanted = all.computeIfAbsent(new Key(workspace, start.savepoint()), _ -> new Wanted());
            wanted.askedNanos = clock.nanoTime();
            return wanted.beginning;
        };
    }

    /** The workspaces in which something was asked about lately. */
    public Set<WorkspaceId> workspaces() {
        return all.keySet().stream().map(Key::workspace).collect(Collectors.toSet());
    }

    /** The savepoints of a workspace that are waited for, or were until a moment ago. Those before are forgotten with this. */
    public List<String> wanted(WorkspaceId workspace) {
        long now = clock.nanoTime();
        all.entrySet()
                .removeIf(one -> one.getKey().workspace().equals(workspace)
                        && now - one.getValue().askedNanos > FORGOTTEN.toNanos());
        return all.keySet().stream()
                .filter(key -> key.workspace().equals(workspace))
                .map(Key::savepoint)
                .sorted()
                .toList();
    }

    /** Whether its checkpoint is still to be made. */
    public boolean waits(WorkspaceId workspace, String savepoint) {
        return Optional.ofNullable(all.get(new Key(workspace, savepoint)))
                .filter(wanted -> wanted.beginning instanceof Beginning.Waiting)
                .isPresent();
    }

    /** What has become of it. */
    public void tell(WorkspaceId workspace, String savepoint, Beginning beginning) {
        Optional.ofNullable(all.get(new Key(workspace, savepoint))).ifPresent(wanted -> wanted.beginning = beginning);
    }

    /** How far it is. */
    public void tell(WorkspaceId workspace, String savepoint, Progress progress) {
        Optional.ofNullable(all.get(new Key(workspace, savepoint))).ifPresent(wanted -> wanted.progress = progress);
    }

    /** How far it is, as long as a deployment waits for it. */
    public Optional<Progress> progress(WorkspaceId workspace, String savepoint) {
        return Optional.ofNullable(all.get(new Key(workspace, savepoint)))
                .filter(wanted -> wanted.beginning instanceof Beginning.Waiting)
                .map(wanted -> wanted.progress);
    }
}
