package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.AccessContract;
import io.millrace.state.contract.RestoredAccess;

/** The contract of state that is spread over three tasks and brought together again between any two uses. */
final class RescaledAccessContractTest extends AccessContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new RestoredAccess(new HeapStateBackend(), groups, 3);
    }
}
