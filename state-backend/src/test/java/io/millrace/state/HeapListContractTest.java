package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.ListContract;

final class HeapListContractTest extends ListContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new HeapStateBackend().access("test", groups);
    }
}
