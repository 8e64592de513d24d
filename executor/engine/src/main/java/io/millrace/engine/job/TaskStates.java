package io.millrace.engine.job;

import io.millrace.columns.Signal.Barrier;
import io.millrace.engine.operators.source.SourceOperator;
import io.millrace.engine.task.BarrierListener;
import io.millrace.protocol.job.TaskId;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.source.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The states of a task's operators, and what of them is frozen. Belongs to the task's thread; {@link #close} to whoever knows
 * that the task has ended.
 */
final class TaskStates implements BarrierListener {

    /**
     * What a task left at a barrier, its states not yet written.
     *
     * @param operators those that had not come to their ends
     */
    record Cut(TaskId task, long checkpoint, List<OperatorCut> operators) {

        /** The longest that an operator had the barrier from some inputs and waited for others. */
        long alignNanos() {
            return operators.stream().mapToLong(OperatorCut::alignNanos).max().orElse(0);
        }

        /** How long the task took in no rows; its operators flush and freeze one after the other. */
        long stallNanos() {
            return operators.stream().mapToLong(OperatorCut::stallNanos).sum();
        }
    }

    /**
     * What an operator left.
     *
     * @param splits what a source was reading
     * @param alignNanos how long it had the barrier from some inputs and waited for others
     * @param stallNanos how long it took to flush and to freeze
     */
    record OperatorCut(
            int operator,
            List<Long> watermarks,
            FrozenState state,
            List<Split> splits,
            long alignNanos,
            long stallNanos) {}

    private final TaskId task;
    private final Map<Integer, OperatorState> states;
    private final CheckpointFates fates;
    private final Consumer<Cut> cuts;

    /** What is frozen for {@link #frozenFor}. */
    private final List<OperatorCut> frozen = new ArrayList<>();

    /** The checkpoint that operators were frozen for last, until it is settled; else 0. */
    private long frozenFor;

    /**
     * @param states by operator id
     * @param fates what became of checkpoints
     * @param cuts hears what the task has left; must not wait
     */
    TaskStates(TaskId task, Map<Integer, OperatorState> states, CheckpointFates fates, Consumer<Cut> cuts) {
        this.task = task;
        this.states = states;
        this.fates = fates;
        this.cuts = cuts;
    }

    @Override
    public void reached(Reached operator, Barrier barrier) {
        long number = barrier.checkpoint();
        settle();
        if (fates.isPast(number) || frozenFor != 0 && frozenFor != number) {
            // It was given up, or begun while the one before is open: then it is never complete and is given up as
            // well.
            return;
        }
        if (frozenFor == 0) {
            frozenFor = number;
        }
        if (operator.operator() instanceof EndedOperator) {
            return;
        }
        long before = fates.clock().nanoTime();
        List<Split> splits = operator.operator() instanceof SourceOperator source ? source.openSplits() : List.of();
        OperatorState state = states.get(operator.id());
        if (state == null) {
            throw new IllegalStateException("Operator " + operator.id() + " has no state in " + task);
        }
        FrozenState now = state.freeze();
        frozen.add(new OperatorCut(
                operator.id(),
                operator.watermarks(),
                now,
                splits,
                operator.alignNanos(),
                operator.flushNanos() + fates.clock().nanoTime() - before));
    }

    @Override
    public void passed(Barrier barrier) {
        if (frozenFor != barrier.checkpoint()) {
            return;
        }
        if (fates.isPast(frozenFor)) {
            settle();
            return;
        }
        cuts.accept(new Cut(task, frozenFor, List.copyOf(frozen)));
    }

    /** Tells the states what became of the checkpoint they are frozen for, once that is known and nothing is being written. */
    void settle() {
        if (frozenFor != 0 && fates.isSettled(frozenFor)) {
            boolean completed = fates.isCompleted(frozenFor);
            frozen.forEach(operator -> operator.state().settle(completed));
            frozen.clear();
            frozenFor = 0;
        }
    }

    /** Gives the states back; the task has ended and nothing of it is being written. */
    void close() {
        states.values().forEach(OperatorState::close);
        states.clear();
    }

    /** Tells about how many bytes each takes up, by operator. Any thread, while they are not closed. */
    void sizes(BiConsumer<Integer, StateBytes> size) {
        states.forEach(
                (operator, state) -> size.accept(operator, new StateBytes(state.sizeBytes(), state.coldBytes())));
    }
}
