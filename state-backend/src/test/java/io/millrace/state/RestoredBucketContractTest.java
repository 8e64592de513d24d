package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.BucketContract;
import io.millrace.state.contract.RestoredAccess;

/** The contract of state that is written and restored between any two uses. */
final class RestoredBucketContractTest extends BucketContract {

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return new RestoredAccess(new HeapStateBackend(), groups, 1);
    }
}
