package io.millrace.executor.cli;

import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A disk that fills up, cannot be written, or has somebody at work on files while they are read. Thread-safe. */
final class TroubledDisk implements FileStore {

    /** What somebody does to files. */
    @FunctionalInterface
    interface Meddling {
        void run() throws IOException;
    }

    private final FileStore files;
    private final Map<String, Meddling> beforeOpening = new HashMap<>();
    private final Map<String, Meddling> afterReading = new HashMap<>();
    private boolean isReadOnly;
    private long freeBytes = Long.MAX_VALUE;

    TroubledDisk(FileStore files) {
        this.files = files;
    }

    /** Nothing can be written. */
    TroubledDisk readOnly() {
        isReadOnly = true;
        return this;
    }

    /** So much can be written, and no more. */
    TroubledDisk free(long bytes) {
        freeBytes = bytes;
        return this;
    }

    /** Somebody does this just before the file is opened for the first time. */
    TroubledDisk beforeOpening(String path, Meddling meddling) {
        beforeOpening.put(path, meddling);
        return this;
    }

    /** Somebody does this when the first bytes of the file have been read. */
    TroubledDisk afterReading(String path, Meddling meddling) {
        afterReading.put(path, meddling);
        return this;
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        return files.list(path);
    }

    @Override
    public Reading open(String path) throws IOException {
        meddle(beforeOpening, path);
        Reading file = files.open(path);
        return new Reading() {
            @Override
            public long sizeBytes() throws IOException {
                return file.sizeBytes();
            }

            @Override
            public int read(long position, byte[] into, int start, int length) throws IOException {
                int count = file.read(position, into, start, length);
                meddle(afterReading, path);
                return count;
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private synchronized void meddle(Map<String, Meddling> meddlings, String path) throws IOException {
        Meddling meddling = meddlings.remove(path);
        if (meddling != null) {
            meddling.run();
        }
    }

    @Override
    public Writing create(String path) throws IOException {
        requireWritable(path);
        Writing file = files.create(path);
        return new Writing() {
            @Override
            public void write(byte[] from, int start, int length) throws IOException {
                int fitting = take(length);
                file.write(from, start, fitting);
                if (fitting < length) {
                    throw new FileSystemException(path, null, "No space left on device");
                }
            }

            @Override
            public void sync() throws IOException {
                file.sync();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private synchronized int take(int length) {
        int fitting = (int) Math.min(length, freeBytes);
        freeBytes -= fitting;
        return fitting;
    }

    private void requireWritable(String path) throws IOException {
        if (isReadOnly) {
            throw new FileSystemException(path, null, "Read-only file system");
        }
    }

    @Override
    public void move(String from, String to) throws IOException {
        requireWritable(to);
        files.move(from, to);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        requireWritable(to);
        files.replace(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        files.delete(path);
    }
}
