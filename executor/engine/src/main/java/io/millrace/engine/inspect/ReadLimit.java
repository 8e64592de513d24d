package io.millrace.engine.inspect;

import io.millrace.spi.Clock;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.util.List;

/** A storage that can be read for so long, and only until somebody says so: each read looks first. */
final class ReadLimit implements CheckpointStorage {

    private final CheckpointStorage storage;
    private final Clock clock;
    private final long deadlineNanos;
    private volatile boolean cancelled;

    ReadLimit(CheckpointStorage storage, Clock clock, long deadlineNanos) {
        this.storage = storage;
        this.clock = clock;
        this.deadlineNanos = deadlineNanos;
    }

    /** Nothing is read any more. Any thread. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Whether there may be more reading.
     *
     * @throws RunException when there may not
     */
    void check() {
        if (cancelled) {
            throw new RunException(StateErrors.CANCELLED);
        }
        if (clock.nanoTime() - deadlineNanos > 0) {
            throw new RunException(StateErrors.SLOW);
        }
    }

    @Override
    public FileStore.Reading open(String path) throws IOException {
        check();
        FileStore.Reading file = storage.open(path);
        return new FileStore.Reading() {
            @Override
            public long sizeBytes() throws IOException {
                return file.sizeBytes();
            }

            @Override
            public int read(long position, byte[] into, int start, int length) throws IOException {
                check();
                return file.read(position, into, start, length);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public Upload begin(String path) {
        throw new UnsupportedOperationException("Looking at a checkpoint writes nothing: " + path);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return storage.list(folder);
    }

    @Override
    public void delete(String path) {
        throw new UnsupportedOperationException("Looking at a checkpoint deletes nothing: " + path);
    }
}
