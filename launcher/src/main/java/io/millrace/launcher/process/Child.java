package io.millrace.launcher.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A child's life, as the supervisor leads it. Only the supervisor's thread touches it.
 *
 * <pre>
 * PLANNED → STARTING → READY ──────────┐
 *              ↑  └──────┬─── ended ───┤
 *              └────── PAUSED          ├→ STOPPING → STOPPED
 * </pre>
 */
final class Child {

    /** A child that was ready for this long begins anew with its back-off. */
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    /** After the grace has passed and the watching shell should have killed it, the supervisor does. */
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(2);

    /** Where a child is in its life. */
    enum Phase {
        PLANNED,
        STARTING,
        READY,
        PAUSED,
        STOPPING,
        STOPPED
    }

    private final ChildSpec spec;
    private final Launch launch;
    private final BackOff backOff;
    private final Runnable wake;
    private final Story story;

    private Phase phase = Phase.PLANNED;
    private Instant since = Instant.EPOCH;
    private Instant until = Instant.MAX;
    private @Nullable Running running;
    private int restarts;
    private int failures;
    private boolean wasReady;
    private String lastEnd = "";

    Child(ChildSpec spec, Launch launch, BackOff backOff, Runnable wake, Story story) {
        this.spec = spec;
        this.launch = launch;
        this.backOff = backOff;
        this.wake = wake;
        this.story = story;
    }

    ChildSpec spec() {
        return spec;
    }

    Phase phase() {
        return phase;
    }

    /** Ended before it was ready for the first time: no start of the whole. */
    boolean neverCameUp() {
        return phase == Phase.PAUSED && !wasReady;
    }

    /** How it ended last; empty when it never did. */
    String lastEnd() {
        return lastEnd;
    }

    ChildStatus status() {
        long pid = running == null ? 0 : running.pid();
        return new ChildStatus(
                spec.name(),
                phase.name().toLowerCase(java.util.Locale.ROOT),
                pid,
                spec.port(),
                since,
                restarts,
                lastEnd);
    }

    void start(Instant now) {
        try {
            running = launch.start(spec, wake);
            enter(Phase.STARTING, now);
        } catch (IOException e) {
            ended(now, "cannot be started: " + e.getMessage());
        }
    }

    /** Looks at the process and takes the step that is due, if any. */
    void step(Instant now) {
        switch (phase) {
            case STARTING -> stepStarting(now);
            case READY -> {
                if (!alive()) {
                    ended(now, howItEnded());
                }
            }
            case PAUSED -> {
                if (!now.isBefore(until)) {
                    restarts++;
                    story.tell(spec.name() + " is started again (restart " + restarts + ")");
                    start(now);
                }
            }
            case STOPPING -> stepStopping(now);
            case PLANNED, STOPPED -> {}
        }
    }

    private void stepStarting(Instant now) {
        if (!alive()) {
            ended(now, howItEnded());
        } else if (spec.start().ready().isReady(pid())) {
            if (wasReady) {
                story.tell(spec.name() + " is ready again");
            }
            wasReady = true;
            enter(Phase.READY, now);
        } else if (now.isAfter(since.plus(spec.start().limit()))) {
            kill();
            ended(now, "was not ready within " + spec.start().limit().toSeconds() + " s");
        }
    }

    private void ended(Instant now, String how) {
        boolean healthy = phase == Phase.READY && Duration.between(since, now).compareTo(HEALTHY) >= 0;
        failures = healthy ? 1 : failures + 1;
        Duration pause = backOff.pause(failures);
        until = now.plus(pause);
        lastEnd = how;
        running = null;
        enter(Phase.PAUSED, now);
        story.tell(spec.name() + " " + how
                + (wasReady ? "; started again in %.1f s".formatted(pause.toMillis() / 1000.0) : ""));
    }

    /** Not started any more, if it does not run. */
    void stayDown(Instant now) {
        if (!alive()) {
            enter(Phase.STOPPED, now);
        }
    }

    void stop(Instant now) {
        enter(Phase.STOPPING, now);
        ask();
    }

    private void stepStopping(Instant now) {
        if (!alive()) {
            running = null;
            enter(Phase.STOPPED, now);
        } else if (now.isAfter(since.plus(spec.stop().grace()).plus(BEYOND_GRACE))) {
            kill();
        }
    }

    private void enter(Phase next, Instant now) {
        phase = next;
        since = now;
    }

    private boolean alive() {
        return running != null && running.isAlive();
    }

    private long pid() {
        return running == null ? 0 : running.pid();
    }

    private void ask() {
        if (running != null) {
            running.askToStop();
        }
    }

    private void kill() {
        if (running != null) {
            running.kill();
        }
    }

    private String howItEnded() {
        int code = running == null ? 0 : running.exitCode();
        return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
    }
}
