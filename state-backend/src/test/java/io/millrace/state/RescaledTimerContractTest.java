package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.RestoredAccess;
import io.millrace.state.contract.TimerContract;

/** The contract of state that is spread over three tasks and brought together again between any two uses. */
final class RescaledTimerContractTest extends TimerContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new RestoredAccess(new HeapStateBackend(), groups, 3);
    }
}
