package io.millrace.engine.job;

import io.millrace.engine.port.PortLedger;
import io.millrace.engine.task.Worker;
import io.millrace.protocol.job.TapRows;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a process lends to a job.
 *
 * @param connectors sources and sinks there are
 * @param formats formats there are
 * @param files the file port
 * @param state where operators keep their state
 * @param workers cooperative workers, running; tasks are spread over them
 * @param threads runs each blocking task on a thread of its own
 * @param clock time
 * @param blockingWork for what may block
 * @param checkpoints for checkpoints, if there is a place to keep them
 * @param ports makes what counts and shows the rows that pass an attempt's ports
 */
public record JobResources(
        Connectors connectors,
        FormatRegistry formats,
        FileStore files,
        StateBackend state,
        List<Worker> workers,
        Executor threads,
        Clock clock,
        BlockingWork blockingWork,
        Optional<CheckpointResources> checkpoints,
        Supplier<PortLedger> ports) {

    public JobResources {
        workers = List.copyOf(workers);
        if (workers.isEmpty()) {
            throw new IllegalArgumentException("A job needs a worker");
        }
    }

    /** The resources of a process in which a few ports at a time are looked at. */
    public JobResources(
            Connectors connectors,
            FormatRegistry formats,
            FileStore files,
            StateBackend state,
            List<Worker> workers,
            Executor threads,
            Clock clock,
            BlockingWork blockingWork,
            Optional<CheckpointResources> checkpoints) {
        this(
                connectors,
                formats,
                files,
                state,
                workers,
                threads,
                clock,
                blockingWork,
                checkpoints,
                () -> new PortLedger(TapRows.MOST_TAPS));
    }
}
