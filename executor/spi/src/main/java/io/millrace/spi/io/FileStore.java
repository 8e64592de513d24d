package io.millrace.spi.io;

import java.io.IOException;
import java.util.List;

/**
 * Files below one root. Paths are relative, with {@code /}; a path that would leave the root, by {@code ..}, as absolute
 * path or through a link, is refused with a {@link io.millrace.spi.error.RunException}. All methods may block.
 */
public interface FileStore {

    /**
     * A file as it was listed.
     *
     * @param path relative to the root
     * @param sizeBytes its length then
     * @param modifiedMicros when it was last written, microseconds since the epoch
     */
    record Entry(String path, long sizeBytes, long modifiedMicros) {}

    /**
     * The files a path names: the file itself, all plain files right inside if it is a folder (names that begin with
     * {@code .} or {@code _} left out), or those that match if it is a glob ({@code *}, {@code **}, {@code ?}, {@code
     * {a,b}}; such names only if the glob's last part begins alike); sorted by path. Empty when there is none.
     */
    List<Entry> list(String path) throws IOException;

    /** Opens a file for reading at any place. */
    Reading open(String path) throws IOException;

    /** Makes a new file, and the folders it is in. Fails if there is one. */
    Writing create(String path) throws IOException;

    /** Renames within the store, in one step as others see it; folders are made; fails if the target is there. */
    void move(String from, String to) throws IOException;

    /** Renames as {@link #move} does, but takes the place of a target that is there. */
    void replace(String from, String to) throws IOException;

    /** Removes a file, if it is there. */
    void delete(String path) throws IOException;

    /** A file open for reading. */
    interface Reading extends AutoCloseable {

        /** The file's length now. */
        long sizeBytes() throws IOException;

        /**
         * Reads up to {@code length} bytes from {@code position} on.
         *
         * @return how many bytes were read; -1 at or behind the end
         */
        int read(long position, byte[] into, int start, int length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A file open for writing at its end. */
    interface Writing extends AutoCloseable {

        /** Writes all these bytes. */
        void write(byte[] from, int start, int length) throws IOException;

        /** Has everything written so far on the disk. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
