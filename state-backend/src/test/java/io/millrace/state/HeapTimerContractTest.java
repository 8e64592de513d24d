package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.TimerContract;

final class HeapTimerContractTest extends TimerContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new HeapStateBackend().access("test", groups);
    }
}
