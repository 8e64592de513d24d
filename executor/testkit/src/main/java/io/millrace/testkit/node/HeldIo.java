package io.millrace.testkit.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What I/O threads would do for state on disk, done when it is let: one of what all stores wait for, by chance. So reads are truly under way
 * while operators go on.
 */
final class HeldIo implements Executor {

    private final RandomGenerator random;
    private final List<Runnable> held = new ArrayList<>();

    HeldIo(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void execute(Runnable step) {
        held.add(step);
    }

    /** Whether anything is still to be done. */
    boolean isHolding() {
        return !held.isEmpty();
    }

    /** Mostly lets one step be done; says whether it did. */
    boolean let() {
        if (held.isEmpty() || random.nextInt(3) == 0) {
            return false;
        }
        held.remove(random.nextInt(held.size())).run();
        return true;
    }

    /** Lets all be done. */
    void letAll() {
        while (!held.isEmpty()) {
            held.removeFirst().run();
        }
    }
}
