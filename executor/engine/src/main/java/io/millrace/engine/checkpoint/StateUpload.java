package io.millrace.engine.checkpoint;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.CheckpointStorage.Upload;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The state file of a task, made when the first byte comes: many tasks have no state. Sums up what passes. */
final class StateUpload implements Upload {

    private final CheckpointStorage storage;
    private final String path;
    private final CRC32C crc = new CRC32C();
    private @Nullable Upload upload;
    private long size;

    StateUpload(CheckpointStorage storage, String path) {
        this.storage = storage;
        this.path = path;
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
        if (length == 0) {
            return;
        }
        Upload begun = upload;
        if (begun == null) {
            begun = storage.begin(path);
            upload = begun;
        }
        begun.write(from, start, length);
        crc.update(from, start, length);
        size += length;
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    /** What was written, once it is finished; nothing if there was nothing to write. */
    Optional<StoredFile> stored() {
        return size == 0 ? Optional.empty() : Optional.of(new StoredFile(path, size, (int) crc.getValue()));
    }

    @Override
    public void finish() throws IOException {
        if (upload != null) {
            upload.finish();
        }
    }

    @Override
    public void close() throws IOException {
        if (upload != null) {
            upload.close();
        }
    }
}
