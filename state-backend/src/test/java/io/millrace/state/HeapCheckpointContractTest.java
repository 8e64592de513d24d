package io.millrace.state;

import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.state.contract.CheckpointContract;

final class HeapCheckpointContractTest extends CheckpointContract {

    @Override
    protected StateBackend backend() {
        return new HeapStateBackend();
    }
}
