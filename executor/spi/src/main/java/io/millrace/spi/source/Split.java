package io.millrace.spi.source;

import io.millrace.columns.Signal.Watermark;

/**
 * A part of a source that is read in order by one task at a time: a file range, a partition, a shard.
 *
 * @param id unique within the source, and the same each time it is found; shown to people
 * @param state how far it is read, in the connector's own encoding; goes into checkpoints
 * @param earliestMicros no row of it has an earlier event time; {@link Watermark#NONE} when that is not known
 */
public record Split(String id, byte[] state, long earliestMicros) {

    /** A split of which no bound is known. */
    public static Split of(String id, byte[] state) {
        return new Split(id, state, Watermark.NONE);
    }

    @Override
    public String toString() {
        return id;
    }
}
