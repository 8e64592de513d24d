package io.millrace.coordinator;

import io.millrace.coordinator.Scheduler.Candidate;
import io.millrace.coordinator.state.JobView;
import io.millrace.coordinator.state.JobView.Presence;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.PartReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All executors a coordinator knows of. */
final class Executors implements JobView.Executors {

    /** Silent for so long, an executor is forgotten; it was lost long before, and is met anew if it comes back. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    /**
     * A coordinator that stood still (its process was stopped, its database did not answer) has heard nobody, and finds the
     * heartbeats of that time only afterwards. So the time between two looks counts as no more silence than this: executors
     * are not given up for it, and the dead are, a few looks later.
     */
    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final long ownerEpoch;
    private final CoordinatorSettings settings;
    private final Clock clock;
    private final Predicate<Fence> wanted;
    private final TreeMap<ExecutorId, KnownExecutor> known = new TreeMap<>();
    private long lastLookNanos;

    /**
     * @param wanted whether an attempt is one that its job wants to be there
     */
    Executors(long ownerEpoch, CoordinatorSettings settings, Clock clock, Predicate<Fence> wanted) {
        this.ownerEpoch = ownerEpoch;
        this.settings = settings;
        this.clock = clock;
        this.wanted = wanted;
        lastLookNanos = clock.nanoTime();
    }

    /** Time has passed, or somebody is about to be heard: before anything else is asked here. */
    void look() {
        long now = clock.nanoTime();
        long deafNanos = now - lastLookNanos - MOST_BETWEEN_LOOKS.toNanos();
        if (deafNanos > 0) {
            known.values().forEach(executor -> executor.excuse(deafNanos));
        }
        lastLookNanos = now;
    }

    /** It takes part in something, as an earlier coordinator has left it. */
    void expect(ExecutorId executor) {
        known.computeIfAbsent(executor, id -> new KnownExecutor(id, clock.nanoTime()));
    }

    /** The executor, if the heartbeat is news. */
    Optional<KnownExecutor> heard(Heartbeat heartbeat) {
        long now = clock.nanoTime();
        KnownExecutor executor = known.computeIfAbsent(heartbeat.executor(), id -> new KnownExecutor(id, now));
        return executor.heard(heartbeat, ownerEpoch, now) ? Optional.of(executor) : Optional.empty();
    }

    void gone(ExecutorId executor) {
        known.computeIfAbsent(executor, id -> new KnownExecutor(id, clock.nanoTime()))
                .isGone();
    }

    Optional<KnownExecutor> find(ExecutorId executor) {
        return Optional.ofNullable(known.get(executor));
    }

    /** Forgets those nobody has heard of for a long time. */
    void forgetSilent() {
        long now = clock.nanoTime();
        known.values().removeIf(executor -> executor.unexcusedNanos(now) >= FORGET_AFTER.toNanos());
    }

    /** Whether all that runs there is wanted there. */
    boolean runsOnlyWhatIsWanted(KnownExecutor executor) {
        return executor.reports().stream()
                .allMatch(report -> report.status().hasEnded() || wanted.test(report.fence()));
    }

    @Override
    public Presence presence(ExecutorId id) {
        KnownExecutor executor = known.get(id);
        if (executor == null || executor.lost(settings, clock.nanoTime())) {
            return Presence.LOST;
        }
        return executor.present() ? Presence.PRESENT : Presence.AWAITED;
    }

    @Override
    public Optional<PartReport> part(ExecutorId executor, Fence attempt) {
        return presence(executor) == Presence.PRESENT
                ? find(executor).flatMap(found -> found.part(attempt))
                : Optional.empty();
    }

    @Override
    public List<Candidate> candidates() {
        long now = clock.nanoTime();
        return known.values().stream()
                .filter(executor -> presence(executor.id()) == Presence.PRESENT
                        && executor.silentNanos(now) < settings.noContactAfter().toNanos()
                        && runsOnlyWhatIsWanted(executor))
                .map(executor -> new Candidate(executor.id(), executor.slots()))
                .toList();
    }
}
