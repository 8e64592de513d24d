package io.millrace.protocol.rpc;

import java.time.Duration;

/** Time, as it comes in. */
@FunctionalInterface
public interface Timer {

    /**
     * Runs this once, after a while, on a thread of the host's. What it runs does not wait and does not throw. Once the host
     * has ended nothing runs any more.
     */
    void after(Duration delay, Runnable what);
}
