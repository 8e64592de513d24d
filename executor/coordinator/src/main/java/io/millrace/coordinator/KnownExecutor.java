package io.millrace.coordinator;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one executor. */
final class KnownExecutor {

    private final ExecutorId id;
    private final Outbox outbox = new Outbox();
    private long lastHeardNanos;
    private long excusedNanos;
    private boolean gone;
    private @Nullable Heartbeat last;
    private boolean present;

    /** One that was not heard of yet, and is given as much time as one that falls silent now. */
    KnownExecutor(ExecutorId id, long nowNanos) {
        this.id = id;
        lastHeardNanos = nowNanos;
    }

    /**
     * Takes a heartbeat in.
     *
     * @return whether it is news
     */
    boolean heard(Heartbeat heartbeat, long ownerEpoch, long nowNanos) {
        if (gone || (last != null && heartbeat.sequence() <= last.sequence())) {
            return false;
        }
        last = heartbeat;
        lastHeardNanos = nowNanos;
        excusedNanos = 0;
        // Under an earlier coordinator it may have said what has been overtaken since. It hears of this one now.
        present = heartbeat.ownerEpoch() == ownerEpoch;
        return true;
    }

    /** It has certainly ended. */
    void isGone() {
        gone = true;
    }

    ExecutorId id() {
        return id;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean present() {
        return present;
    }

    boolean lost(CoordinatorSettings settings, long nowNanos) {
        return gone || unexcusedNanos(nowNanos) >= settings.lostAfter().toNanos();
    }

    /** How long nothing was heard: what people are told. */
    long silentNanos(long nowNanos) {
        return nowNanos - lastHeardNanos;
    }

    /** How long nothing was heard while somebody listened: what it is given up for. */
    long unexcusedNanos(long nowNanos) {
        return silentNanos(nowNanos) - excusedNanos;
    }

    /** Nobody listened for so long. */
    void excuse(long deafNanos) {
        excusedNanos += deafNanos;
    }

    /**
     * Until when this executor may begin things, on its own clock. Its clock showed at least {@code sentNanos} when the
     * heartbeat arrived, so it shows this end no later than ours shows either the arrival or the last moment in which we
     * owned the log for certain, plus the lease. A successor waits longer than that before it gives an executor up.
     *
     * @param ownedAtNanos when we owned the log for certain, on our clock
     */
    long leaseEndNanos(Duration lease, long ownedAtNanos) {
        if (last == null || gone) {
            return LeasedCommand.NO_LEASE;
        }
        return last.sentNanos() + lease.toNanos() - Math.max(0, lastHeardNanos - ownedAtNanos);
    }

    int slots() {
        return last == null ? 0 : last.slots();
    }

    /** All it said last. */
    List<PartReport> reports() {
        return last == null ? List.of() : last.parts();
    }

    /** What it said about an attempt to this coordinator; reports under other fences are none. */
    Optional<PartReport> part(Fence attempt) {
        if (!present) {
            return Optional.empty();
        }
        for (PartReport report : reports()) {
            if (report.fence().deployment().equals(attempt.deployment())
                    && report.fence().attempt() == attempt.attempt()) {
                return Optional.of(report);
            }
        }
        return Optional.empty();
    }
}
