package io.millrace.launcher.serve;

import io.millrace.launcher.data.DataDirectory;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user may choose.
 *
 * @param port where the browser goes; without one 8420 or the next free one
 * @param checkpoints URI of the place where executors keep checkpoints; without one a folder of the data
 * @param grpcHost the address of this machine that executors reach the control plane and each other by
 * @param executors how many executor processes
 * @param workers threads of each
 * @param stateMemory how much memory rows of state take up in each, as executors read it; without it, what they think best
 */
public record ServeOptions(
        DataDirectory data,
        OptionalInt port,
        Optional<String> checkpoints,
        String grpcHost,
        int executors,
        int workers,
        Optional<String> stateMemory) {

    /** Where executors of this machine alone reach each other. */
    public static final String THIS_MACHINE = "127.0.0.1";
}
