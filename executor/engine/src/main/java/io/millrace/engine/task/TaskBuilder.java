package io.millrace.engine.task;

import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.letter.LetterBox;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.state.StateAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a task together, operator by operator in the order rows pass them. */
public final class TaskBuilder {

    private final String name;
    private final TaskEnvironment environment;
    private final Runnable wakeTask;
    private final TaskListener listener;
    private final PassingBarrier passing;
    private final List<OperatorRunner> runners = new ArrayList<>();
    private final Map<Integer, Integer> positions = new HashMap<>();

    /**
     * @param name fragment and index, for people
     * @param wakeTask has the task looked at by its worker; from any thread
     * @param listener told how the task ends
     * @param barriers told when an operator's state may be frozen, and when all have been
     */
    public TaskBuilder(
            String name,
            TaskEnvironment environment,
            Runnable wakeTask,
            TaskListener listener,
            BarrierListener barriers) {
        this.name = name;
        this.environment = environment;
        this.wakeTask = wakeTask;
        this.listener = listener;
        passing = new PassingBarrier(barriers);
    }

    /** The next operator, which writes no letters. */
    public void add(
            int id,
            String nodeId,
            OperatorFactory factory,
            OperatorInputs inputs,
            List<OutputPort> outputs,
            StateAccess state) {
        add(id, nodeId, factory, inputs, outputs, state, LetterBox.none(), false);
    }

    /** The next operator, which is all there is of its node. */
    public void add(
            int id,
            String nodeId,
            OperatorFactory factory,
            OperatorInputs inputs,
            List<OutputPort> outputs,
            StateAccess state,
            LetterBox letters) {
        add(id, nodeId, factory, inputs, outputs, state, letters, false);
    }

    /**
     * The next operator.
     *
     * @param isStep whether it is one of several that its node is made of
     */
    public void add(
            int id,
            String nodeId,
            OperatorFactory factory,
            OperatorInputs inputs,
            List<OutputPort> outputs,
            StateAccess state,
            LetterBox letters,
            boolean isStep) {
        positions.put(id, runners.size());
        List<PortMeter> meters = new ArrayList<>();
        TaskContext context =
                new TaskContext(environment, id, inputs, List.copyOf(outputs), state, letters, meters, isStep);
        runners.add(new OperatorRunner(
                id,
                nodeId,
                factory,
                context,
                inputs,
                outputs,
                letters,
                environment.nodes().metrics(nodeId),
                meters,
                environment.clock(),
                wakeTask,
                passing));
    }

    /** The task; not yet given to a worker. */
    public Task build() {
        return new Task(name, runners, positions, environment.clock(), listener, passing);
    }
}
