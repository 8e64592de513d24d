package io.millrace.engine.task;

import io.millrace.columns.Signal.Barrier;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.spi.Clock;
import io.millrace.spi.operator.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fragment's operators at one parallel index. Belongs to one worker, which calls {@link #run} again and again; other
 * threads reach it by its mailbox alone.
 *
 * <p>Within a turn the operator furthest down that can move goes first, so a batch is worked through to the end of the
 * fragment while its columns are in the cache, and little waits between operators.
 */
public final class Task {

    /** Something for the task's thread to do between two steps. */
    private sealed interface Mail {
        record ForOperator(int operator, Command command) implements Mail {}

        record BeginBarrier(Barrier barrier) implements Mail {}

        record Work(Runnable work) implements Mail {}
    }

    private final String name;
    private final List<OperatorRunner> runners;
    private final Map<Integer, Integer> positions;
    private final Clock clock;
    private final TaskListener listener;
    private final ConcurrentLinkedQueue<Mail> mailbox = new ConcurrentLinkedQueue<>();

    /** Those who want to see how it stands: apart from mail, which may have to wait for a barrier. */
    private final ConcurrentLinkedQueue<Consumer<List<OperatorStanding>>> looks = new ConcurrentLinkedQueue<>();

    /** Set once by the worker that takes the task, before its first turn. */
    private volatile @Nullable Worker worker;

    private final PassingBarrier passing;

    private boolean opened;

    /** Set by the task's thread. */
    private volatile boolean finished;

    /** Which operator is in a step: for those who want to know why the task does not answer. */
    private final AtomicInteger stepping = new AtomicInteger(-1);

    /** Set by any thread: the task is to end without finishing. */
    private volatile boolean cancelled;

    Task(
            String name,
            List<OperatorRunner> runners,
            Map<Integer, Integer> positions,
            Clock clock,
            TaskListener listener,
            PassingBarrier passing) {
        this.name = name;
        this.runners = List.copyOf(runners);
        this.positions = Map.copyOf(positions);
        this.clock = clock;
        this.listener = listener;
        this.passing = passing;
    }

    /** Fragment and index, for people. */
    public String name() {
        return name;
    }

    /**
     * Any thread: has an operator told something between two of its steps.
     *
     * @param operator its id in the plan
     */
    public void send(int operator, Command command) {
        Integer position = positions.get(operator);
        if (position == null) {
            throw new IllegalArgumentException(name + " has no operator " + operator);
        }
        mailbox.add(new Mail.ForOperator(position, command));
        wake();
    }

    /**
     * Any thread: begins a barrier at the operators of this task to which none can come: those without inputs and those all
     * of whose inputs have ended. To others it comes by their channels, and saying it here changes nothing.
     */
    public void begin(Barrier barrier) {
        mailbox.add(new Mail.BeginBarrier(barrier));
        wake();
    }

    /** Any thread: has something done by the task's thread between two steps, unless the task ends before. */
    public void execute(Runnable work) {
        mailbox.add(new Mail.Work(work));
        wake();
    }

    /**
     * Any thread: somebody wants to see how the operators stand, whatever they wait for. Told on the task's thread; of a task that
     * has ended an empty list, on any thread.
     */
    public void look(Consumer<List<OperatorStanding>> then) {
        looks.add(then);
        if (finished) {
            showNothing();
        } else {
            wake();
        }
    }

    /** Any thread: which of the operators is being asked right now, by its place in the task; -1 for none. */
    public int stepping() {
        return stepping.get();
    }

    /** Any thread: the task ends at its next turn, without a further row. */
    public void cancel() {
        cancelled = true;
        wake();
    }

    /** Any thread: has the worker look at this task. */
    public void wake() {
        Worker current = worker;
        if (current != null) {
            current.wake();
        }
    }

    void belongsTo(Worker taker) {
        worker = taker;
    }

    /** Whether {@link #run} need not be called again. */
    public boolean isFinished() {
        return finished;
    }

    /**
     * A turn: works until {@code deadlineNanos} or until nothing can move. Never throws; what an operator throws ends the
     * task and goes to the listener.
     *
     * @return whether anything was done
     */
    public boolean run(long deadlineNanos) {
        if (finished) {
            return false;
        }
        if (cancelled) {
            end(null);
            return true;
        }
        try {
            return turn(deadlineNanos);
        } catch (Throwable t) { // An Error too is this task's end, and must not be the worker's.
            end(t);
            return true;
        } finally {
            stepping.lazySet(-1);
        }
    }

    private boolean turn(long deadlineNanos) {
        boolean worked = openOnce();
        show();
        worked |= readMail();
        int index = runners.size() - 1;
        while (index >= 0) {
            stepping.lazySet(index);
            if (runners.get(index).turn()) {
                worked = true;
                passing.look(runners);
                if (clock.nanoTime() - deadlineNanos >= 0) {
                    break;
                }
                index = runners.size() - 1;
            } else {
                index--;
            }
        }
        boolean allDone = true;
        for (int i = 0; i < runners.size(); i++) {
            allDone &= runners.get(i).drainOutputs() && runners.get(i).isDone();
        }
        if (allDone) {
            end(null);
        }
        return worked;
    }

    private boolean openOnce() {
        if (opened) {
            return false;
        }
        opened = true;
        for (int i = 0; i < runners.size(); i++) {
            stepping.lazySet(i);
            runners.get(i).open();
        }
        return true;
    }

    private void show() {
        for (var look = looks.poll(); look != null; look = looks.poll()) {
            look.accept(runners.stream().map(OperatorRunner::standing).toList());
        }
    }

    private void showNothing() {
        for (var look = looks.poll(); look != null; look = looks.poll()) {
            look.accept(List.of());
        }
    }

    private boolean readMail() {
        boolean worked = false;
        // While a source still flushes for a barrier, what came behind the barrier waits.
        while (!sourcesFlush()) {
            Mail mail = mailbox.poll();
            if (mail == null) {
                return worked;
            }
            worked = true;
            switch (mail) {
                case Mail.ForOperator(int operator, Command command) ->
                    runners.get(operator).command(command);
                case Mail.BeginBarrier(Barrier barrier) -> runners.forEach(runner -> runner.announce(barrier));
                case Mail.Work(Runnable work) -> work.run();
            }
        }
        return worked;
    }

    /**
     * Has operators without inputs flush for the barrier that begins at them. What such a one waits for may never come, so
     * it is not waited for.
     *
     * @return whether any has to be asked again
     */
    private boolean sourcesFlush() {
        boolean flushing = false;
        for (int i = 0; i < runners.size(); i++) {
            OperatorRunner runner = runners.get(i);
            if (runner.holdsBarrier()) {
                stepping.lazySet(i);
                runner.flushSource();
                passing.look(runners);
                flushing |= runner.holdsBarrier();
            }
        }
        return flushing;
    }

    private void end(@Nullable Throwable cause) {
        finished = true;
        showNothing();
        Throwable failure = cause;
        for (OperatorRunner runner : runners) {
            try {
                runner.close();
            } catch (Throwable t) { // As in run: whatever it is, it must not be the worker's end.
                if (failure == null) {
                    failure = t;
                } else if (failure != t) {
                    failure.addSuppressed(t);
                }
            }
        }
        if (failure != null) {
            listener.failed(this, failure);
        } else if (cancelled) {
            listener.cancelled(this);
        } else {
            listener.finished(this);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
