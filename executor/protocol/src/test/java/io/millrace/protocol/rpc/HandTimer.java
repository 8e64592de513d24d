package io.millrace.protocol.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time that passes when a test says so. For several threads. */
public final class HandTimer implements Timer {

    private record Due(Duration at, Runnable what) {}

    private final List<Due> waiting = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private Duration now = Duration.ZERO;

    @Override
    public void after(Duration delay, Runnable what) {
        synchronized (this) {
            waiting.add(new Due(now.plus(delay), what));
        }
        asked.countDown();
    }

    /** Waits until somebody waits for time to pass. */
    public void awaitAsked() throws InterruptedException {
        if (!asked.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("Nobody waits for time to pass");
        }
    }

    /** Lets time pass, on the test's thread. */
    public void pass(Duration time) {
        List<Due> due;
        synchronized (this) {
            now = now.plus(time);
            due = waiting.stream().filter(one -> one.at().compareTo(now) <= 0).toList();
            waiting.removeAll(due);
        }
        due.forEach(one -> one.what().run());
    }
}
