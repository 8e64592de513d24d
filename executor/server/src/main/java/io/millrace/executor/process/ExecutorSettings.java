package io.millrace.executor.process;

import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.spi.checkpoint.CheckpointStorage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How an executor process is set up.
 *
 * @param controlPlane where it joins, with the join token
 * @param workers how many worker threads
 * @param filesRoot the folder that file paths in pipelines are relative to and stay inside of; executors of one cluster share it
 * @param checkpoints where checkpoints are kept, if anywhere; executors of one cluster share it
 * @param exchange where it listens for other executors
 * @param exchangeHost by which name or address they reach it there
 * @param readyFile gets the process id once the control plane has taken it, if anybody wants to know
 */
public record ExecutorSettings(
        ServerAddress controlPlane,
        int workers,
        Path filesRoot,
        Optional<CheckpointStorage> checkpoints,
        ListenAddress exchange,
        String exchangeHost,
        Optional<Path> readyFile) {

    public ExecutorSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("--workers must be at least 1 and is " + workers + ".");
        }
    }
}
