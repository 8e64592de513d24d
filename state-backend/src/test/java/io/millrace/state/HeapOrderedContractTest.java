package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.OrderedContract;

final class HeapOrderedContractTest extends OrderedContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new HeapStateBackend().access("test", groups);
    }
}
