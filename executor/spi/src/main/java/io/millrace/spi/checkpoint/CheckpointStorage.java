package io.millrace.spi.checkpoint;

import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.util.List;

/**
 * Files of checkpoints below one root, by relative path with {@code /}. A file is there whole or not at all and is never
 * changed. All methods may block; any thread.
 */
public interface CheckpointStorage {

    /** A file as it was listed. */
    record Entry(String path, long sizeBytes) {}

    /** Begins a file; others see it when it is {@link Upload#finish finished}, or never. */
    Upload begin(String path) throws IOException;

    /**
     * Opens a file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    FileStore.Reading open(String path) throws IOException;

    /**
     * All files below a folder, at any depth, sorted by path; the empty folder is the root. What processes that died left
     * unfinished is among them, under names that no file has, so that whoever cleans up removes that too.
     */
    List<Entry> list(String folder) throws IOException;

    /** Removes a file, if it is there. */
    void delete(String path) throws IOException;

    /** A file that is being written. One thread. */
    interface Upload extends AutoCloseable {

        /** Writes all these bytes behind those before. */
        void write(byte[] from, int start, int length) throws IOException;

        /** How many bytes were written. */
        long sizeBytes();

        /**
         * The file is complete, and survives the loss of this machine as far as the storage promises that.
         *
         * @throws java.nio.file.FileAlreadyExistsException if there is one by this name; it stays as it is
         */
        void finish() throws IOException;

        /** Without {@link #finish} nothing of it stays. */
        @Override
        void close() throws IOException;
    }
}
