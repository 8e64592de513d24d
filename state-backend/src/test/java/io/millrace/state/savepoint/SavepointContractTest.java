package io.millrace.state.savepoint;

import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.HeapStateBackend;
import io.millrace.state.contract.CheckpointContract;

/** State of every kind and type, through savepoints, restored at any parallelism: it is always what it was at the barrier. */
final class SavepointContractTest extends CheckpointContract {

    @Override
    protected StateBackend backend() {
        return ThroughSavepoints.of(new HeapStateBackend());
    }
}
