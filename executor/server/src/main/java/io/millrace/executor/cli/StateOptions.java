package io.millrace.executor.cli;

import io.millrace.executor.runtime.ProcessState;
import io.millrace.executor.runtime.StateMemory;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a process that runs jobs may keep in memory of their state, and where the rest goes. */
final class StateOptions {

    @Option(
            names = "--state-memory",
            paramLabel = "SIZE",
            description =
                    "How much memory rows of state take up, of all jobs together, before they go to disk: 512m, 2g. What finds"
                            + " them comes on top, about 40 bytes a row. Default: half of the Java heap.")
    private @Nullable String memory;

    @Option(
            names = "--state-folder",
            paramLabel = "DIR",
            description =
                    "Where rows of state go that do not fit --state-memory, on a fast local disk; worth nothing after"
                            + " the process. Default: a folder for temporary files.")
    private @Nullable Path folder;

    /**
     * State of this process, as was chosen.
     *
     * @param usual the folder where nobody named one
     * @throws CommandFailure when there is no writing there, or not so much memory
     */
    ProcessState open(Path usual) {
        long heapBytes = Runtime.getRuntime().maxMemory();
        try {
            return new ProcessState(
                    memory == null ? StateMemory.ofHeap(heapBytes) : StateMemory.parse(memory, heapBytes),
                    folder == null ? usual : folder);
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}
