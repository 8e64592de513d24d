package io.millrace.engine.job;

import io.millrace.spi.Clock;

/** What became of an attempt's checkpoints here, as its tasks see it. Written in the mailbox, read on any thread. */
final class CheckpointFates {

    private record Fate(long number, boolean completed) {}

    private final Clock clock;

    /** The highest number that is past: barriers up to it are without effect. */
    private volatile long past;

    /** The last one that is settled: its fate is known and nothing is written for it any more. */
    private volatile Fate settled = new Fate(0, false);

    CheckpointFates(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** The fate of a checkpoint was told. */
    void past(long number) {
        past = Math.max(past, number);
    }

    /** The fate of a checkpoint was told, and nothing is written for it. */
    void settled(long number, boolean completed) {
        past(number);
        settled = new Fate(number, completed);
    }

    boolean isPast(long number) {
        return number <= past;
    }

    boolean isSettled(long number) {
        return number <= settled.number();
    }

    /** Whether it was completed. Of one that is not the last nobody asks but who froze it too late: it was given up. */
    boolean isCompleted(long number) {
        Fate last = settled;
        return last.number() == number && last.completed();
    }
}
