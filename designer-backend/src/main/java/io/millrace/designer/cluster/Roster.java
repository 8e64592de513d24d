package io.millrace.designer.cluster;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.designer.cluster.ClusterView.ExecutorView;
import io.millrace.designer.cluster.ClusterView.TurnedAwayView;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.rpc.Handshake;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who has joined, and when each was heard last. Safe for several threads; never waits. */
final class Roster {

    /** A lost executor is shown for so long, so that people see what became of it. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    /** Reasons that are shown at once; anybody with a token can give more. */
    private static final int MOST_TURNED_AWAY = 10;

    /** Of so many executors the names are remembered, the oldest forgotten first: a few hundred kilobytes. */
    private static final int MOST_NAMES = 4_096;

    /** As much of an id as people compare. */
    private static final int SHORT_ID = 8;

    private static final CoordinatorSettings TIMES = CoordinatorSettings.standard();

    /** {@code heardNanos} counts, {@code lastHeard} is for people: the time of day may be set anew. */
    private record Entry(
            Handshake handshake,
            Instant since,
            Instant lastHeard,
            long heardNanos,
            boolean isAttached,
            List<String> jobs) {

        Entry heard(Instant now, long nanos, List<String> running) {
            return new Entry(handshake, since, now, nanos, true, running);
        }

        Entry detached() {
            return new Entry(handshake, since, lastHeard, heardNanos, false, jobs);
        }
    }

    private record TurnedAway(TurnedAwayView view, long nanos) {}

    private final Clock clock;

    /** Guarded by this. */
    private final Map<WorkspaceId, Map<ExecutorId, Entry>> entries = new HashMap<>();

    /** By reason, in the order of their last times. Guarded by this. */
    private final Map<WorkspaceId, Map<String, TurnedAway>> turnedAway = new HashMap<>();

    /** Names outlive their entries, since events tell of the past. Guarded by this. */
    private final Map<ExecutorId, String> names = new LinkedHashMap<>();

    Roster(Clock clock) {
        this.clock = clock;
    }

    synchronized void attached(WorkspaceId workspace, Handshake handshake) {
        Instant now = now();
        long nanos = clock.nanoTime();
        names.put(handshake.executor(), nameOf(handshake));
        if (names.size() > MOST_NAMES) {
            names.remove(names.keySet().iterator().next());
        }
        of(workspace)
                .merge(
                        handshake.executor(),
                        new Entry(handshake, now, now, nanos, true, List.of()),
                        (before, after) -> new Entry(handshake, before.since(), now, nanos, true, before.jobs()));
    }

    synchronized void heard(WorkspaceId workspace, Heartbeat heartbeat) {
        List<String> running = heartbeat.parts().stream()
                .filter(part -> !part.status().hasEnded())
                .map(part -> part.fence().deployment().value())
                .distinct()
                .toList();
        of(workspace)
                .computeIfPresent(heartbeat.executor(), (_, entry) -> entry.heard(now(), clock.nanoTime(), running));
    }

    synchronized void detached(WorkspaceId workspace, ExecutorId executor) {
        of(workspace).computeIfPresent(executor, (_, entry) -> entry.detached());
    }

    /** All that are remembered, the ones that are there first. */
    synchronized List<ExecutorView> executors(WorkspaceId workspace) {
        long now = clock.nanoTime();
        Map<ExecutorId, Entry> known = of(workspace);
        known.values().removeIf(entry -> silence(entry, now).compareTo(FORGET_AFTER) >= 0);
        return known.values().stream()
                .map(entry -> view(entry, now))
                .sorted(Comparator.comparing(ExecutorView::state).thenComparing(ExecutorView::name))
                .toList();
    }

    /** Somebody was not let in. */
    synchronized void turnedAway(WorkspaceId workspace, String remote, String reason) {
        Map<String, TurnedAway> known = turnedAway.computeIfAbsent(workspace, _ -> new LinkedHashMap<>());
        // Whoever starts it tries again and again: one line for each reason, the last of them last.
        known.remove(reason);
        known.put(reason, new TurnedAway(new TurnedAwayView(now(), remote, reason), clock.nanoTime()));
        if (known.size() > MOST_TURNED_AWAY) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** Who was not let in lately, the last first. */
    synchronized List<TurnedAwayView> turnedAway(WorkspaceId workspace) {
        long now = clock.nanoTime();
        Map<String, TurnedAway> known = turnedAway.getOrDefault(workspace, new LinkedHashMap<>());
        known.values().removeIf(one -> now - one.nanos() >= FORGET_AFTER.toNanos());
        return known.values().stream().map(TurnedAway::view).toList().reversed();
    }

    /** What people call an executor, and called one that is long gone; the beginning of its id when it never joined here. */
    synchronized String name(ExecutorId executor) {
        String id = executor.value();
        return names.getOrDefault(executor, "executor " + id.substring(0, Math.min(id.length(), SHORT_ID)));
    }

    /** How many workers those have that are there. */
    int slots(WorkspaceId workspace) {
        return executors(workspace).stream()
                .filter(executor -> executor.state() == ExecutorState.PRESENT)
                .mapToInt(ExecutorView::slots)
                .sum();
    }

    /** Those that are there. */
    List<ExecutorId> present(WorkspaceId workspace) {
        return executors(workspace).stream()
                .filter(executor -> executor.state() == ExecutorState.PRESENT)
                .map(executor -> new ExecutorId(executor.id()))
                .toList();
    }

    private Map<ExecutorId, Entry> of(WorkspaceId workspace) {
        return entries.computeIfAbsent(workspace, _ -> new TreeMap<>());
    }

    private Instant now() {
        return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
    }

    private static Duration silence(Entry entry, long nowNanos) {
        return Duration.ofNanos(nowNanos - entry.heardNanos());
    }

    private static ExecutorView view(Entry entry, long now) {
        Handshake handshake = entry.handshake();
        return new ExecutorView(
                handshake.executor().value(),
                nameOf(handshake),
                state(entry, silence(entry, now)),
                handshake.slots(),
                handshake.versions().product(),
                entry.since(),
                entry.lastHeard(),
                entry.jobs());
    }

    private static String nameOf(Handshake handshake) {
        return handshake.hostName() + " · " + handshake.pid();
    }

    private static ExecutorState state(Entry entry, Duration silence) {
        if (silence.compareTo(TIMES.lostAfter()) >= 0) {
            return ExecutorState.LOST;
        }
        return entry.isAttached() && silence.compareTo(TIMES.noContactAfter()) < 0
                ? ExecutorState.PRESENT
                : ExecutorState.NO_CONTACT;
    }
}
