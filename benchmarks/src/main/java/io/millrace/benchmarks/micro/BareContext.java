package io.millrace.benchmarks.micro;

import io.millrace.columns.BatchPool;
import io.millrace.columns.RowsPool;
import io.millrace.engine.task.TaskPools;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.Input;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.state.StateAccess;
import java.util.HashMap;
import java.util.Map;

/** Pools and counters, all that stateless stages need of a task. */
final class BareContext implements OperatorContext {

    private final TaskPools pools = new TaskPools();
    private final Map<String, NodeMetrics> metrics = new HashMap<>();

    @Override
    public int taskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Input input(int port) {
        throw unneeded();
    }

    @Override
    public Output output(int port) {
        throw unneeded();
    }

    @Override
    public BatchPool pool(Schema schema) {
        return pools.pool(schema);
    }

    @Override
    public RowsPool rows() {
        return pools.rows();
    }

    @Override
    public StateAccess state() {
        throw unneeded();
    }

    @Override
    public RowErrors errors(String nodeId) {
        return (error, _) -> {
            throw new RunException(error.inNode(nodeId));
        };
    }

    @Override
    public NodeMetrics metrics(String nodeId) {
        return metrics.computeIfAbsent(nodeId, _ -> new NodeMetrics());
    }

    @Override
    public PortMeter port(String nodeId, String port, EdgeSchema rows) {
        return new PortMeter();
    }

    @Override
    public Clock clock() {
        throw unneeded();
    }

    @Override
    public BlockingWork blockingWork() {
        throw unneeded();
    }

    @Override
    public void tell(Notice notice) {
        throw unneeded();
    }

    private static UnsupportedOperationException unneeded() {
        return new UnsupportedOperationException("Stateless stages do not ask for this");
    }
}
