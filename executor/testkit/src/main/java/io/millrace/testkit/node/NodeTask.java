package io.millrace.testkit.node;

import io.millrace.columns.Element;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.Barrier;
import io.millrace.engine.exchange.Channel;
import io.millrace.engine.exchange.Distribution;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.task.Task;
import io.millrace.engine.task.TaskBuilder;
import io.millrace.engine.task.TaskEnvironment;
import io.millrace.engine.task.TaskListener;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.StateAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A task of one operator of the engine, from when it is made to its end or loss. It is fed through its input channels, and run by whoever
 * made it; one thread.
 */
public final class NodeTask implements TaskListener {

    /** Told what an output port has brought. */
    public interface Outlet {
        /** An element; rows are to be released. */
        void take(NodeTask from, int port, Element element);
    }

    /** Told when the operator is at a barrier. */
    public interface AtBarrier {
        /**
         * Now its state is to be frozen.
         *
         * @param watermarks of each input port
         */
        void reached(NodeTask task, List<Long> watermarks, Barrier barrier);
    }

    private final int index;
    private final List<LocalChannel> inputs = new ArrayList<>();
    private final List<LocalChannel> outputs = new ArrayList<>();
    private final OperatorState state;
    private final Task task;
    private boolean finished;
    private boolean woken;
    private boolean cancels;
    private @Nullable Throwable failure;

    /**
     * @param lateness over the state that the operator sees
     * @param atBarrier told when the operator has passed a barrier on all inputs
     * @param times where its inputs begin; none when it begins anew
     * @param slowOutput whether outputs have room for one element
     */
    public NodeTask(
            OperatorFactory factory,
            String node,
            TaskEnvironment environment,
            OperatorState state,
            UnaryOperator<StateAccess> lateness,
            AtBarrier atBarrier,
            List<RestoredTime> times,
            int inputPorts,
            int outputPorts,
            boolean slowOutput) {
        this.state = state;
        index = environment.taskIndex();
        for (int port = 0; port < inputPorts; port++) {
            inputs.add(new LocalChannel(Integer.MAX_VALUE));
        }
        for (int port = 0; port < outputPorts; port++) {
            outputs.add(new LocalChannel(slowOutput ? 1 : Integer.MAX_VALUE));
        }
        OperatorInputs gates = new OperatorInputs(
                inputs.stream().map(channel -> List.<Channel>of(channel)).toList());
        if (!times.isEmpty()) {
            gates.restore(times);
        }
        TaskBuilder builder = new TaskBuilder(
                "test",
                environment,
                () -> woken = true,
                this,
                (at, barrier) -> atBarrier.reached(this, at.watermarks(), barrier));
        builder.add(
                0,
                node,
                factory,
                gates,
                outputs.stream()
                        .map(channel -> new OutputPort(List.of(new Distribution.Forward(channel))))
                        .toList(),
                lateness.apply(state.access()));
        task = builder.build();
    }

    /** Its number among the tasks of the operator. */
    public int index() {
        return index;
    }

    /** The state that it was made with. */
    public OperatorState state() {
        return state;
    }

    /** Where its input comes in. */
    public LocalChannel input(int port) {
        return inputs.get(port);
    }

    /** A barrier comes on all inputs. */
    public void barrier(Barrier barrier) {
        inputs.forEach(channel -> channel.put(barrier));
    }

    /** An input that had come to its end in an earlier life has nothing else to bring. */
    void hasEnded(int port) {
        inputs.get(port).put(new Signal.End());
    }

    /** Does what can be done; says whether that was anything. */
    public boolean run() {
        return !task.isFinished() && task.run(Long.MAX_VALUE);
    }

    /** Whether what the operator waited for came since this was asked, so that it goes on without anything new. */
    public boolean wasWoken() {
        boolean was = woken;
        woken = false;
        return was;
    }

    boolean isFinished() {
        return task.isFinished();
    }

    /** Whether the operator has come to its end, other than by failing. */
    public boolean isDone() {
        return finished;
    }

    /** What it failed with, or null. */
    @Nullable
    public Throwable failure() {
        return failure;
    }

    boolean nothingToTake() {
        return outputs.stream().allMatch(LocalChannel::isEmpty);
    }

    /** Hands over all that an output port has, or the next element. */
    public boolean drain(int port, boolean one, Outlet outlet) {
        Element element = outputs.get(port).poll();
        boolean any = element != null;
        while (element != null) {
            outlet.take(this, port, element);
            element = one ? null : outputs.get(port).poll();
        }
        return any;
    }

    /** The process dies. */
    void die() {
        cancels = true;
        task.cancel();
        task.run(Long.MAX_VALUE);
        state.close();
    }

    @Override
    public void finished(Task ended) {
        finished = true;
    }

    @Override
    public void cancelled(Task ended) {
        if (!cancels) {
            throw new AssertionError("Nobody cancelled it");
        }
    }

    @Override
    public void failed(Task ended, Throwable cause) {
        failure = cause;
    }
}
