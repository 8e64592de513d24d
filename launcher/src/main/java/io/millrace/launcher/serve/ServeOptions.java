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
 */
public record ServeOptions(
        DataDirectory data,
        OptionalInt port,
        Optional<String> checkpoints,
        String grpcHost,
        int executors,
        int workers) {

    /** Where executors of this machine alone reach each other. */
    public static final String THIS_MACHINE = "127.0.0.1";
}
