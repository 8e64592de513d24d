package io.millrace.launcher;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Prints its arguments and stays. */
public final class StandInExecutor {

    private StandInExecutor() {}

    /** Stays until it is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(System.getenv("MILLRACE_JOIN_TOKEN") + " " + Arrays.toString(arguments));
        new CountDownLatch(1).await();
    }
}
