package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A task with inputs. Barriers are aligned; what comes behind one waits until it has come on all inputs. */
abstract class Task {

    final TaskId id;
    final RowTasks part;
    private final Set<TaskId> open;
    private final Set<TaskId> arrived = new HashSet<>();
    private final Map<TaskId, ArrayDeque<Element>> waiting = new HashMap<>();
    private long aligning;
    private long passed;
    private boolean ended;
    private boolean whole = true;

    Task(TaskId id, RowTasks part, List<TaskId> inputs) {
        this.id = id;
        this.part = part;
        open = new HashSet<>(inputs);
    }

    /** Rows or a watermark from one input. */
    abstract void process(TaskId from, Element element);

    /** What it knows now. */
    abstract TaskState freeze(long checkpoint);

    /** Everything came, or reading is over. */
    abstract void finish();

    /** Hands a barrier or the end on. */
    abstract void forward(Element signal);

    final boolean hasEnded() {
        return ended;
    }

    final Set<TaskId> openInputs() {
        return open;
    }

    final void receive(TaskId from, Element element) {
        if (arrived.contains(from)) {
            waiting.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(element);
            return;
        }
        switch (element) {
            case Element.Barrier(long checkpoint) -> {
                if (part.skipsAlignment()) {
                    if (checkpoint > passed) {
                        pass(checkpoint);
                    }
                    return;
                }
                aligning = checkpoint;
                arrived.add(from);
                align();
            }
            case Element.End(boolean isWhole) -> {
                whole &= isWhole;
                open.remove(from);
                align();
                if (open.isEmpty() && aligning == 0) {
                    end();
                }
            }
            default -> process(from, element);
        }
    }

    private void align() {
        if (aligning == 0 || !arrived.containsAll(open)) {
            return;
        }
        long checkpoint = aligning;
        aligning = 0;
        arrived.clear();
        pass(checkpoint);
        for (TaskId from : List.copyOf(waiting.keySet())) {
            ArrayDeque<Element> behind = waiting.getOrDefault(from, new ArrayDeque<>());
            while (!behind.isEmpty() && !arrived.contains(from)) {
                receive(from, behind.remove());
            }
        }
        if (open.isEmpty() && !ended) {
            end();
        }
    }

    /** The barrier has come on all inputs. */
    final void pass(long checkpoint) {
        passed = checkpoint;
        part.passed(this, checkpoint);
        forward(new Element.Barrier(checkpoint));
    }

    final void end() {
        if (ended) {
            return;
        }
        ended = true;
        finish();
        part.ended(this);
        forward(new Element.End(whole));
    }

    /** Whether everything was read, rather than that reading ended. */
    final boolean isWhole() {
        return whole;
    }

    /** Reading ends early. */
    final void stop() {
        whole = false;
        end();
    }

    /** A checkpoint was completed, or came to nothing. */
    void settle(long checkpoint, boolean completed) {}

    /** Its process is gone, or done with it. */
    void close() {}
}
