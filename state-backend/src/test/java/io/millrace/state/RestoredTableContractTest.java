package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.RestoredAccess;
import io.millrace.state.contract.TableContract;

/** The contract of state that is written and restored between any two uses. */
final class RestoredTableContractTest extends TableContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new RestoredAccess(new HeapStateBackend(), groups, 1);
    }
}
