package io.millrace.engine.task;

import io.millrace.columns.Signal.Barrier;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.letter.LetterBox;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.spi.Clock;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.Command;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.operator.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator in its task: calls {@link Operator#step} when it can make sense, takes barriers past it, and knows why it
 * stands still.
 */
final class OperatorRunner {

    private final int id;
    private final String nodeId;
    private final OperatorFactory factory;
    private final OperatorContext context;
    private final OperatorInputs inputs;
    private final List<OutputPort> outputs;
    private final LetterBox letters;
    private final NodeMetrics metrics;

    /** The drawn ports whose rows the operator lets through: no room for it is none for them. */
    private final List<PortMeter> meters;

    private final Clock clock;
    private final Runnable wakeTask;
    private final BarrierListener barriers;
    private final OperatorWatch watch;

    /** Made before the first step. */
    private @Nullable Operator operator;

    private Progress last = Progress.YIELD;

    /** What {@link #last} waits for, if it waits. */
    @Nullable
    private Completion waitingFor;

    /** The ports with room when the output was last found full. */
    private int roomyOutputs;

    private long blockedSince;

    /** Since when letters wait for room, or 0. */
    private long lettersWaitSince;

    /** Whether the operator has flushed for the aligned barrier, which only its letters still hold up. */
    private boolean flushed;

    /** When the first channel brought a barrier that others have not, or it was there at once; 0 when there is none. */
    private long aligningSince;

    /** When the operator was first asked to flush for a barrier, or 0. */
    private long flushingSince;

    /** The last barrier it has handed on. */
    private long passedBarrier;

    OperatorRunner(
            int id,
            String nodeId,
            OperatorFactory factory,
            OperatorContext context,
            OperatorInputs inputs,
            List<OutputPort> outputs,
            LetterBox letters,
            NodeMetrics metrics,
            List<PortMeter> meters,
            Clock clock,
            Runnable wakeTask,
            BarrierListener barriers) {
        this.id = id;
        this.nodeId = nodeId;
        this.factory = factory;
        this.context = context;
        this.inputs = inputs;
        this.outputs = List.copyOf(outputs);
        this.letters = letters;
        this.metrics = metrics;
        this.meters = meters;
        this.clock = clock;
        this.wakeTask = wakeTask;
        this.barriers = barriers;
        watch = new OperatorWatch(inputs);
    }

    /** Makes the operator; before everything else. */
    void open() {
        try {
            operator = factory.open(context);
        } catch (RunException e) {
            throw e.inNode(nodeId);
        }
    }

    Operator operator() {
        Operator opened = operator;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    boolean isDone() {
        return last == Progress.DONE;
    }

    /** How it stands, for whoever asks why nothing moves. */
    OperatorStanding standing() {
        List<List<Integer>> full = new ArrayList<>();
        outputs.forEach(output -> full.addAll(output.full()));
        full.addAll(letters.full());
        return watch.standing(
                id, operator, lettersWaitSince, inputs.isAligning() ? aligningSince : 0, full, clock.nanoTime());
    }

    /**
     * Does one step if there can be one.
     *
     * @return whether anything was done
     */
    boolean turn() {
        if (isDone()) {
            return false;
        }
        if (aligningSince == 0 && inputs.isAligning()) {
            aligningSince = clock.nanoTime();
        }
        if (lettersWait() || !canStep()) {
            return false;
        }
        Barrier barrier = inputs.alignedBarrier();
        if (barrier != null) {
            return flush(barrier) || last == Progress.YIELD;
        }
        long before = clock.nanoTime();
        Progress progress = step();
        long after = clock.nanoTime();
        metrics.add(Metric.BUSY_NANOS, after - before);
        standBy(progress, after);
        return switch (progress.kind()) {
            // The step may have come upon the last barrier: then there is something to do without anything new coming.
            case NEEDS_INPUT -> inputs.alignedBarrier() != null;
            case WAITING, OUTPUT_FULL -> false;
            case YIELD, DONE -> true;
        };
    }

    private Progress step() {
        try {
            return operator().step();
        } catch (RunException e) {
            throw e.inNode(nodeId);
        }
    }

    /** Passes signals on that had to wait; says whether none wait any more. */
    boolean drainOutputs() {
        boolean drained = letters.drain();
        for (int i = 0; i < outputs.size(); i++) {
            drained &= outputs.get(i).drain();
        }
        return drained;
    }

    /** Hands a command over unless the operator is done. It can change what the operator can do, whatever it waits for. */
    void command(Command command) {
        if (isDone()) {
            return;
        }
        try {
            operator().command(command);
        } catch (RunException e) {
            throw e.inNode(nodeId);
        }
        last = Progress.YIELD;
        waitingFor = null;
    }

    /**
     * Has the operator flush and hands the barrier on.
     *
     * @return whether the barrier is past; if not, call again
     */
    boolean flush(Barrier barrier) {
        if (flushingSince == 0) {
            flushingSince = clock.nanoTime();
        }
        if (!flushed) {
            Progress progress = flushOperator();
            if (progress != Progress.DONE) {
                standBy(progress, clock.nanoTime());
                return false;
            }
            flushed = true;
            last = Progress.YIELD;
        }
        if (lettersWait()) {
            return false;
        }
        flushed = false;
        tellReached(barrier);
        for (OutputPort output : outputs) {
            output.signal(barrier);
        }
        letters.signal(barrier);
        inputs.passBarrier();
        passedBarrier = barrier.checkpoint();
        return true;
    }

    private void tellReached(Barrier barrier) {
        long aligned = aligningSince == 0 ? 0 : flushingSince - aligningSince;
        long flushing = clock.nanoTime() - flushingSince;
        aligningSince = 0;
        flushingSince = 0;
        barriers.reached(new BarrierListener.Reached(id, operator(), inputs.watermarks(), aligned, flushing), barrier);
    }

    /** A barrier has begun; see {@link OperatorInputs#announce}. */
    void announce(Barrier barrier) {
        inputs.announce(barrier);
    }

    /** Whether a barrier begins at this operator that has not gone on yet. */
    boolean holdsBarrier() {
        return !isDone() && !inputs.hasChannels() && inputs.alignedBarrier() != null;
    }

    /** Has an operator without inputs flush, whatever it waits for. */
    void flushSource() {
        Barrier barrier = inputs.alignedBarrier();
        if (barrier != null) {
            flush(barrier);
        }
    }

    /** Whether this barrier has nothing to do here any more. */
    boolean isPast(long checkpoint) {
        return isDone() || passedBarrier >= checkpoint;
    }

    private Progress flushOperator() {
        try {
            return operator().flush();
        } catch (RunException e) {
            throw e.inNode(nodeId);
        }
    }

    void close() {
        try {
            if (operator != null) {
                operator.close();
            }
        } finally {
            inputs.discard();
            letters.discard();
        }
    }

    /** Whether the operator stands still because its letters find no room. */
    private boolean lettersWait() {
        boolean waits = !letters.deliver();
        if (waits && lettersWaitSince == 0) {
            lettersWaitSince = clock.nanoTime();
        } else if (!waits && lettersWaitSince != 0) {
            wasBlocked(clock.nanoTime() - lettersWaitSince);
            lettersWaitSince = 0;
        }
        return waits;
    }

    private boolean canStep() {
        return switch (last.kind()) {
            case YIELD -> true;
            case NEEDS_INPUT ->
                !inputs.isEmpty() || inputs.alignedBarrier() != null || waitingFor != null && waitingFor.isDone();
            case OUTPUT_FULL -> {
                // An operator may need one of several ports; ask it again whenever the picture has changed.
                int roomy = countRoomyOutputs();
                if (roomy == roomyOutputs && roomy < outputs.size()) {
                    yield false;
                }
                wasBlocked(clock.nanoTime() - blockedSince);
                yield true;
            }
            case WAITING -> {
                Completion completion = waitingFor;
                if (completion == null || !completion.isDone()) {
                    yield false;
                }
                waitingFor = null;
                yield true;
            }
            case DONE -> false;
        };
    }

    private void wasBlocked(long nanos) {
        metrics.add(Metric.BLOCKED_NANOS, nanos);
        for (int i = 0; i < meters.size(); i++) {
            meters.get(i).blocked(nanos);
        }
    }

    private void standBy(Progress progress, long nowNanos) {
        last = progress;
        watch.said(progress, nowNanos);
        Completion completion = progress.hasCompletion() ? progress.completion() : null;
        waitingFor = completion;
        if (completion != null) {
            completion.whenDone(wakeTask);
        }
        switch (progress.kind()) {
            case OUTPUT_FULL -> {
                roomyOutputs = countRoomyOutputs();
                blockedSince = nowNanos;
            }
            case DONE -> letters.end();
            case WAITING, YIELD, NEEDS_INPUT -> {}
        }
    }

    private int countRoomyOutputs() {
        int roomy = 0;
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).hasRoom()) {
                roomy++;
            }
        }
        return roomy;
    }
}
