package io.millrace.engine.operators.source;

import io.millrace.columns.Signal.Watermark;
import io.millrace.spi.operator.Command;
import io.millrace.spi.source.Source.Assignment;
import io.millrace.spi.source.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which task of a source reads which split: a pure decision, one per job. Facts come in as calls, messages to
 * tasks come out; whoever calls sends them in order.
 *
 * <p>Also knows the earliest event time among splits that nobody reads yet, at which all tasks hold their watermark. A
 * task is told of its new split before anyone is told that it no longer holds, so the watermark cannot slip past it.
 */
public final class SplitAssigner {

    /** A command for one task of the source. */
    public record Message(int task, Command command) {}

    private final Assignment assignment;
    private final int tasks;
    private final boolean bounded;
    private final ArrayDeque<Split> unassigned = new ArrayDeque<>();

    /**
     * Sliding minimum over {@link #unassigned}: the earliest times that are below all behind them, so the first is the
     * least. Keeps a source of many thousand files linear.
     */
    private final ArrayDeque<Long> earliest = new ArrayDeque<>();

    private final ArrayDeque<Integer> wanting = new ArrayDeque<>();
    private boolean lookedOnce;
    private boolean allFound;
    private long told = Watermark.NONE;
    private int nextTask;

    /**
     * What is known at one moment.
     *
     * @param lookedOnce whether splits were looked for at all
     * @param allFound whether there will be no further ones
     * @param unassigned those that no task reads
     */
    public record Known(boolean lookedOnce, boolean allFound, List<Split> unassigned) {

        public Known {
            unassigned = List.copyOf(unassigned);
        }
    }

    public SplitAssigner(Assignment assignment, int tasks, boolean bounded) {
        this.assignment = assignment;
        this.tasks = tasks;
        this.bounded = bounded;
    }

    /**
     * Splits were found.
     *
     * @param noMore whether there will be none after these
     */
    public List<Message> found(List<Split> splits, boolean noMore) {
        for (Split split : splits) {
            unassigned.add(split);
            while (!earliest.isEmpty() && earliest.getLast() > split.earliestMicros()) {
                earliest.removeLast();
            }
            earliest.add(split.earliestMicros());
        }
        lookedOnce = true;
        allFound |= noMore;
        return assign();
    }

    /** What is known now; with what tasks read it is all there is. */
    public Known known() {
        return new Known(lookedOnce, allFound, List.copyOf(unassigned));
    }

    /**
     * Goes on from what was known earlier, with the splits that tasks were reading then unassigned as well. Before anything
     * else; if nothing was known, nothing is now.
     */
    public List<Message> restore(Known earlier) {
        return earlier.lookedOnce() ? found(earlier.unassigned(), earlier.allFound()) : List.of();
    }

    /** A task has nothing to read. */
    public List<Message> wanted(int task) {
        wanting.add(task);
        return assign();
    }

    private List<Message> assign() {
        List<Message> messages = new ArrayList<>();
        switch (assignment) {
            case ON_DEMAND -> {
                while (!wanting.isEmpty() && !unassigned.isEmpty()) {
                    messages.add(new Message(wanting.remove(), new Command.AssignSplits(List.of(take()), false)));
                }
                if (allFound && unassigned.isEmpty()) {
                    wanting.forEach(task -> messages.add(noMore(task)));
                    wanting.clear();
                }
            }
            case SPREAD -> {
                while (!unassigned.isEmpty()) {
                    messages.add(new Message(nextTask, new Command.AssignSplits(List.of(take()), false)));
                    nextTask = nextTask + 1 == tasks ? 0 : nextTask + 1;
                }
                if (allFound) {
                    wanting.forEach(task -> messages.add(noMore(task)));
                    wanting.clear();
                }
            }
        }
        hold(messages);
        return messages;
    }

    private static Message noMore(int task) {
        return new Message(task, new Command.AssignSplits(List.of(), true));
    }

    private Split take() {
        Split split = unassigned.remove();
        if (!earliest.isEmpty() && earliest.getFirst() == split.earliestMicros()) {
            earliest.removeFirst();
        }
        return split;
    }

    private void hold(List<Message> messages) {
        long bound;
        if (!lookedOnce || (bounded && !allFound)) {
            // More of a bounded source may be found, with rows of any time.
            bound = Watermark.NONE;
        } else {
            bound = earliest.isEmpty() ? Watermark.END_OF_TIME : earliest.getFirst();
        }
        if (bound != told) {
            told = bound;
            for (int task = 0; task < tasks; task++) {
                messages.add(new Message(task, new Command.HoldWatermark(bound)));
            }
        }
    }
}
