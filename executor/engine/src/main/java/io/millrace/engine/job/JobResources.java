package io.millrace.engine.job;

import io.millrace.engine.port.PortLedger;
import io.millrace.engine.task.Worker;
import io.millrace.protocol.job.TapRows;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.state.StateAccess;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a process lends to a job.
 *
 * @param connectors sources and sinks there are
 * @param formats formats there are
 * @param files the file port
 * @param state makes the state of one operator of one task
 * @param workers cooperative workers, running; tasks are spread over them
 * @param threads runs each blocking task on a thread of its own
 * @param clock time
 * @param blockingWork for what may block
 * @param ports makes what counts and shows the rows that pass an attempt's ports
 */
public record JobResources(
        Connectors connectors,
        FormatRegistry formats,
        FileStore files,
        StateFactory state,
        List<Worker> workers,
        Executor threads,
        Clock clock,
        BlockingWork blockingWork,
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
            StateFactory state,
            List<Worker> workers,
            Executor threads,
            Clock clock,
            BlockingWork blockingWork) {
        this(
                connectors,
                formats,
                files,
                state,
                workers,
                threads,
                clock,
                blockingWork,
                () -> new PortLedger(TapRows.MOST_TAPS));
    }

    /** Makes the state of one operator of one task. */
    @FunctionalInterface
    public interface StateFactory {

        /**
         * @param operator id and node, for messages and file names
         * @param taskIndex index of the task among those of its fragment
         * @param parallelism how many tasks the fragment has; key groups are spread over them
         */
        StateAccess create(String operator, int taskIndex, int parallelism);
    }
}
