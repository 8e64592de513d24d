package io.millrace.spi.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the splits of a source. A singleton of the job, called on one I/O thread at a time; may block. It does not assign
 * splits: the engine does, and remembers them in checkpoints.
 */
public interface SplitEnumerator extends AutoCloseable {

    /**
     * What was found since the last call.
     *
     * @param splits new ones, in the order they are best read
     * @param again when to call next; empty when nothing more will be found
     */
    record Discovery(List<Split> splits, Optional<Duration> again) {

        public Discovery {
            splits = List.copyOf(splits);
        }
    }

    /**
     * Looks for splits.
     *
     * @throws Exception what made it fail; a {@link io.millrace.spi.error.RunException} says it in words
     */
    Discovery discover() throws Exception;

    /** What it has to remember to find each split once, after a recovery. */
    byte[] snapshot();

    /** Goes on from a {@link #snapshot}; called before the first {@link #discover}. */
    void restore(byte[] snapshot);

    @Override
    void close();
}
