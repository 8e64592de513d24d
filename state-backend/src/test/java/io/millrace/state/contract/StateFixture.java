package io.millrace.state.contract;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.Completion;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the contract suites come by state. */
public interface StateFixture {

    /** Names the state under test. */
    StateId ID = new StateId("node", "state", List.of());

    /** New, empty state for a task that keeps these key groups. */
    StateAccess access(KeyGroupRange groups);

    /** New, empty state for a task that keeps all keys. */
    default StateAccess access() {
        return access(KeyGroupRange.ALL);
    }

    /** Waits for what a fetch asked to wait for. */
    default void await(Completion completion) {
        CountDownLatch done = new CountDownLatch(1);
        completion.whenDone(done::countDown);
        try {
            if (!done.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("A fetch was still not there after ten seconds");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while waiting for a fetch", e);
        }
    }
}
