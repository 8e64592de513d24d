package io.millrace.connectors.file.source;

import io.millrace.connectors.file.FileErrors;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Reading;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of one file. Called on I/O threads, one at a time: each call is submitted when the one before is done. */
final class RangeBytes {

    private final FileStore files;
    private final String path;
    private final long fileSize;
    private @Nullable Reading file;

    RangeBytes(FileStore files, String path, long fileSize) {
        this.files = files;
        this.path = path;
        this.fileSize = fileSize;
    }

    /**
     * Reads {@code length} bytes from {@code position} on, which the file had when it was listed, behind what the chunk
     * holds.
     */
    FileChunk read(FileChunk chunk, long position, int length) {
        long at = position;
        try {
            Reading open = open();
            chunk.base = position - chunk.end;
            int goal = chunk.end + length;
            while (chunk.end < goal) {
                int count = open.read(at, chunk.data(), chunk.end, goal - chunk.end);
                if (count < 0) {
                    throw FileErrors.shrunk(path, at, fileSize);
                }
                chunk.end += count;
                at += count;
            }
            return chunk;
        } catch (IOException e) {
            throw FileErrors.reading(path, at, e);
        }
    }

    private Reading open() throws IOException {
        Reading open = file;
        if (open == null) {
            open = files.open(path);
            file = open;
        }
        return open;
    }

    /** Closes the file; nothing is read after that. */
    Boolean close() throws IOException {
        Reading open = file;
        if (open != null) {
            open.close();
        }
        return true;
    }
}
