package io.millrace.launcher.process;

import java.io.IOException;

/** Starts processes. The real one is {@link Keeper}; tests of decisions have their own. */
@FunctionalInterface
public interface Launch {

    /**
     * Starts the child's command. Does not wait for it to be ready.
     *
     * @param ended is run, on any thread, soon after the process has ended
     * @throws IOException when the program is missing or the machine has no room for another process
     */
    Running start(ChildSpec child, Runnable ended) throws IOException;
}
