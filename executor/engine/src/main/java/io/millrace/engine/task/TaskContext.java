package io.millrace.engine.task;

import io.millrace.columns.BatchPool;
import io.millrace.columns.RowsPool;
import io.millrace.engine.exchange.OperatorInputs;
import io.millrace.engine.exchange.OutputPort;
import io.millrace.engine.letter.LetterBox;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Input;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.state.StateAccess;
import java.util.List;

/**
 * What one operator of a task is given.
 *
 * @param letters takes what it writes about rows that fail
 * @param meters takes up those the operator asks for
 * @param isStep whether the operator is one of several that a node is made of, so that rows pass it inside of the node
 */
record TaskContext(
        TaskEnvironment environment,
        int operatorId,
        OperatorInputs inputs,
        List<OutputPort> outputs,
        StateAccess state,
        LetterBox letters,
        List<PortMeter> meters,
        boolean isStep)
        implements OperatorContext {

    @Override
    public int taskIndex() {
        return environment.taskIndex();
    }

    @Override
    public int parallelism() {
        return environment.parallelism();
    }

    @Override
    public Input input(int port) {
        return inputs.gate(port);
    }

    @Override
    public Output output(int port) {
        return outputs.get(port);
    }

    @Override
    public BatchPool pool(Schema schema) {
        return environment.pools().pool(schema);
    }

    @Override
    public RowsPool rows() {
        return environment.pools().rows();
    }

    @Override
    public RowErrors errors(String nodeId) {
        return letters.errors(nodeId, environment.nodes().errors(nodeId));
    }

    @Override
    public NodeMetrics metrics(String nodeId) {
        NodeMetrics node = environment.nodes().metrics(nodeId);
        return isStep ? node.ofStep() : node;
    }

    @Override
    public PortMeter port(String nodeId, String port, EdgeSchema rows) {
        PortMeter meter = isStep ? new PortMeter() : environment.nodes().port(nodeId, port, rows);
        meters.add(meter);
        return meter;
    }

    @Override
    public Clock clock() {
        return environment.clock();
    }

    @Override
    public BlockingWork blockingWork() {
        return environment.blockingWork();
    }

    @Override
    public void tell(Notice notice) {
        environment.notices().told(operatorId, environment.taskIndex(), notice);
    }
}
