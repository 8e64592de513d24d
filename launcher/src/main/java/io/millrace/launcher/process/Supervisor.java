package io.millrace.launcher.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts children by stages, starts again what falls, stops all in order. One thread runs {@link #run}; {@link
 * #requestStop} may come from any. Each look at the children is {@link #step}, which never waits.
 *
 * <p>A child that ends before it was ready for the first time ends the whole start: what does not come up once will not
 * come up by trying, and its log says why. After that children are started again without end, with back-off.
 */
public final class Supervisor {

    /** While something starts or stops, looks are frequent: a start is waited for by a person. */
    private static final Duration BUSY = Duration.ofMillis(50);

    /** Otherwise a process that ends wakes the supervisor, and this is only how long a missed wake-up can last. */
    private static final Duration CALM = Duration.ofSeconds(5);

    /** How a run ended. */
    public sealed interface Outcome {

        /** Stopped because it was asked to. */
        record Stopped() implements Outcome {}

        /** A child did not come up; everything else was stopped. */
        record DidNotStart(String child, String how) implements Outcome {}
    }

    private final List<Child> children;
    private final Clock clock;
    private final Consumer<List<ChildStatus>> changed;
    private final Semaphore woken = new Semaphore(0);
    private List<ChildStatus> told = List.of();
    private volatile boolean stopRequested;
    private boolean stopping;
    private Outcome outcome = new Outcome.Stopped();

    /** @param changed gets all children's status at the first step and whenever it is another one */
    public Supervisor(
            List<ChildSpec> specs,
            Launch launch,
            BackOff backOff,
            Clock clock,
            Story story,
            Consumer<List<ChildStatus>> changed) {
        this.children = specs.stream()
                .map(spec -> new Child(spec, launch, backOff, woken::release, story))
                .toList();
        this.clock = clock;
        this.changed = changed;
    }

    /** Runs until it was asked to stop, or a child did not come up; all children have ended then. */
    public Outcome run() throws InterruptedException {
        while (step()) {
            if (woken.tryAcquire((isCalm() ? CALM : BUSY).toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        }
        return outcome;
    }

    /** Makes {@link #run} stop all children and return. Safe from any thread, more than once. */
    public void requestStop() {
        stopRequested = true;
        woken.release();
    }

    /** One look at all children. False once all have stopped. */
    boolean step() {
        Instant now = clock.instant();
        children.forEach(child -> child.step(now));
        if (!stopping) {
            children.stream().filter(Child::neverCameUp).findFirst().ifPresent(child -> {
                outcome = new Outcome.DidNotStart(child.spec().name(), child.lastEnd());
                stopRequested = true;
            });
            if (stopRequested) {
                stopping = true;
                children.forEach(child -> child.stayDown(now));
            }
        }
        if (stopping) {
            stopNext(now);
        } else {
            startNext(now);
        }
        tellChanges();
        return !(stopping && all(Child.Phase.STOPPED));
    }

    private void startNext(Instant now) {
        children.stream()
                .filter(child -> child.phase() == Child.Phase.PLANNED)
                .mapToInt(child -> child.spec().stage())
                .min()
                .ifPresent(stage -> {
                    boolean earlierAreReady = children.stream()
                            .filter(child -> child.spec().stage() < stage)
                            .allMatch(child -> child.phase() == Child.Phase.READY);
                    if (earlierAreReady) {
                        children.stream()
                                .filter(child -> child.spec().stage() == stage)
                                .forEach(child -> child.start(now));
                    }
                });
    }

    private void stopNext(Instant now) {
        children.stream()
                .filter(child -> child.phase() != Child.Phase.STOPPED)
                .min(Comparator.comparingInt(child -> child.spec().stop().turn()))
                .ifPresent(first -> children.stream()
                        .filter(child -> child.spec().stop().turn()
                                == first.spec().stop().turn())
                        .filter(child -> child.phase() != Child.Phase.STOPPING && child.phase() != Child.Phase.STOPPED)
                        .forEach(child -> child.stop(now)));
    }

    private void tellChanges() {
        List<ChildStatus> current = children.stream().map(Child::status).toList();
        if (!current.equals(told)) {
            told = current;
            changed.accept(current);
        }
    }

    private boolean isCalm() {
        return all(Child.Phase.READY);
    }

    private boolean all(Child.Phase phase) {
        return children.stream().allMatch(child -> child.phase() == phase);
    }
}
