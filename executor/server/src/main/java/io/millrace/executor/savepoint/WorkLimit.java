package io.millrace.executor.savepoint;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.spi.Clock;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A storage for work that ends when nobody waits for it any more: each read and write looks first. An executor that was stopped and
 * goes on later finds out before it writes anything. What is listed and removed is not looked at, as that tidies up.
 */
final class WorkLimit implements CheckpointStorage {

    static final RunError GIVEN_UP =
            RunError.external("savepoint.givenUp", "It is not wanted any more, or nobody waits for it.", false);

    private final CheckpointStorage storage;
    private final Clock clock;
    private volatile boolean isCancelled;
    private volatile boolean isLeased = true;
    private volatile long heardNanos;

    WorkLimit(CheckpointStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        heardNanos = clock.nanoTime();
    }

    /** It is not wanted any more. Any thread. */
    void cancel() {
        isCancelled = true;
    }

    /** Somebody waits for it. Any thread. */
    void heard() {
        heardNanos = clock.nanoTime();
    }

    /** When somebody was heard last. */
    long heardNanos() {
        return heardNanos;
    }

    /** From now on the other end of a transfer says that somebody waits, or from now on it does not. */
    void leased(boolean is) {
        isLeased = is;
        heard();
    }

    /**
     * Whether it is to go on.
     *
     * @throws RunException when it is not
     */
    void check() {
        boolean isForgotten =
                isLeased && clock.nanoTime() - heardNanos > TimeUnit.SECONDS.toNanos(SavepointOrder.FORGOTTEN_SECONDS);
        if (isCancelled || isForgotten) {
            throw new RunException(GIVEN_UP);
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
    public Upload begin(String path) throws IOException {
        check();
        Upload upload = storage.begin(path);
        return new Upload() {
            @Override
            public void write(byte[] from, int start, int length) throws IOException {
                check();
                upload.write(from, start, length);
            }

            @Override
            public long sizeBytes() {
                return upload.sizeBytes();
            }

            @Override
            public void finish() throws IOException {
                check();
                upload.finish();
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return storage.list(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }
}
