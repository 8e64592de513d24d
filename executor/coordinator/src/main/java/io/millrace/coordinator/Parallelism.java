package io.millrace.coordinator;

import io.millrace.protocol.job.Placement;
import java.util.Optional;

/**
 * How many tasks a job's fragments run as, of those that may run as several.
 *
 * @param now of its attempt, or of the next one where there is none
 * @param wanted what somebody asked for, until an attempt begins with it
 */
public record Parallelism(int now, Optional<Wanted> wanted) {

    public Parallelism {
        if (now < 1) {
            throw new IllegalArgumentException("A fragment runs as one task at least, not as " + now);
        }
    }

    /**
     * Another parallelism than that of now.
     *
     * @param since the number of the last checkpoint by the time it was asked for; 0 for none. The next attempt begins at a
     *     later one
     */
    public record Wanted(int tasks, long since) {

        public Wanted {
            if (tasks < 1) {
                throw new IllegalArgumentException("A fragment runs as one task at least, not as " + tasks);
            }
        }
    }

    /** This one, and nobody asked for another. */
    public static Parallelism of(int tasks) {
        return new Parallelism(tasks, Optional.empty());
    }

    /** What it comes to in the end. */
    public int goal() {
        return wanted.map(Wanted::tasks).orElse(now);
    }

    /** Somebody asks for this one; that of now takes an earlier wish back. */
    Parallelism wanting(int tasks, long lastCheckpoint) {
        return tasks == now ? kept() : new Parallelism(now, Optional.of(new Wanted(tasks, lastCheckpoint)));
    }

    /** Nobody asks for another one any more. */
    Parallelism kept() {
        return of(now);
    }

    /** An attempt begins here: with what is wanted, or as the one before. */
    Parallelism placed(Placement placement) {
        int tasks = placement.tasks().keySet().stream()
                        .mapToInt(task -> task.index())
                        .max()
                        .orElse(0)
                + 1;
        return wanted.isPresent() && wanted.get().tasks() == tasks ? of(tasks) : this;
    }
}
