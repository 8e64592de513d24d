package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.StateAccess;
import org.jspecify.annotations.Nullable;

/** All state of one operator of one task in memory. */
final class HeapOperatorState implements OperatorState {

    private final KeyGroupRange groups;
    private final HeapStateAccess access;

    @Nullable
    private HeapFrozenState unsettled;

    HeapOperatorState(KeyGroupRange groups, HeapStateAccess access) {
        this.groups = groups;
        this.access = access;
    }

    @Override
    public StateAccess access() {
        return access;
    }

    @Override
    public void detach(long nowMicros) {
        access.ofAnotherPlan(nowMicros);
        for (HeapState state : access.states().values()) {
            state.parts().forEach(part -> part.store().setSaved(SavedRows.NONE));
        }
    }

    @Override
    public FrozenState freeze() {
        if (unsettled != null) {
            throw new IllegalStateException(
                    "The state of " + access + " is frozen for a checkpoint whose fate is open");
        }
        HeapFrozenState frozen = new HeapFrozenState(this, groups, access.states());
        unsettled = frozen;
        return frozen;
    }

    void settled() {
        unsettled = null;
    }

    @Override
    public long sizeBytes() {
        return access.sizeBytes() + access.coldBytes();
    }

    @Override
    public long coldBytes() {
        return access.coldBytes();
    }

    @Override
    public void close() {
        if (unsettled != null) {
            unsettled.giveUp();
        }
        access.states().values().forEach(HeapState::close);
    }
}
