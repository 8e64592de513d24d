package io.millrace.connectors.file.sink;

import io.millrace.connectors.file.FileErrors;
import io.millrace.spi.format.RowEncoder.Buffer;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Writing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A pending file. Called on I/O threads, one at a time: each call is submitted when the one before is done. */
final class PartFile {

    private final FileStore files;
    private final SinkNames names;
    private final String path;
    private @Nullable Writing file;
    private long size;

    PartFile(FileStore files, SinkNames names, String path) {
        this.files = files;
        this.names = names;
        this.path = path;
    }

    /** Adds what the buffer holds, to a file that is made for the first. */
    Buffer write(Buffer buffer) {
        try {
            Writing open = file;
            if (open == null) {
                open = files.create(path);
                file = open;
            }
            open.write(buffer.bytes(), 0, buffer.size());
            size += buffer.size();
            return buffer;
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
    }

    /** Has everything on the disk and closes the file; how long it is. */
    Long finish() {
        try {
            Writing open = file;
            if (open != null) {
                open.sync();
                open.close();
                file = null;
            }
            return size;
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
    }

    /** Removes the file. */
    Boolean remove() throws IOException {
        try (Writing open = file) {
            file = null;
        } finally {
            files.delete(path);
        }
        return true;
    }
}
