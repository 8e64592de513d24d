package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.ListContract;
import io.millrace.state.contract.RestoredAccess;

/** The contract of state that is written and restored between any two uses. */
final class RestoredListContractTest extends ListContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new RestoredAccess(new HeapStateBackend(), groups, 1);
    }
}
