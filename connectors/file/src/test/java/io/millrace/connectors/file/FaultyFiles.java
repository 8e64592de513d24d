package io.millrace.connectors.file;

import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;

/** A file port over another one on a disk that gets full, or cannot be written at all. */
public final class FaultyFiles implements FileStore {

    private final FileStore files;
    private boolean isReadOnly;
    private long freeBytes = Long.MAX_VALUE;
    private int stepsLeft = Integer.MAX_VALUE;

    public FaultyFiles(FileStore files) {
        this.files = files;
    }

    /** From now on nothing can be written. */
    public FaultyFiles readOnly() {
        isReadOnly = true;
        return this;
    }

    /** From now on so much more can be written. */
    public FaultyFiles free(long bytes) {
        freeBytes = bytes;
        return this;
    }

    /** So many files can still be made, moved or removed; then the disk fails. */
    public FaultyFiles failAfter(int steps) {
        stepsLeft = steps;
        return this;
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        return files.list(path);
    }

    @Override
    public Reading open(String path) throws IOException {
        return files.open(path);
    }

    @Override
    public Writing create(String path) throws IOException {
        requireWritable(path);
        Writing file = files.create(path);
        return new Writing() {
            @Override
            public void write(byte[] from, int start, int length) throws IOException {
                int fitting = (int) Math.min(length, freeBytes);
                file.write(from, start, fitting);
                freeBytes -= fitting;
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

    private void requireWritable(String path) throws IOException {
        if (isReadOnly) {
            throw new FileSystemException(path, null, "Read-only file system");
        }
        if (stepsLeft-- <= 0) {
            throw new FileSystemException(path, null, "Input/output error");
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
        requireWritable(path);
        files.delete(path);
    }
}
