package io.millrace.connectors.file.source;

import io.millrace.connectors.file.FileErrors;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Entry;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists files, once, and cuts those into ranges that are long and can be read from the middle. */
final class FileEnumerator implements SplitEnumerator {

    private final FileStore files;
    private final String path;
    private final boolean cuts;
    private final long rangeBytes;
    private boolean done;

    /**
     * @param cuts whether files may be cut into ranges
     */
    FileEnumerator(FileStore files, String path, boolean cuts, long rangeBytes) {
        this.files = files;
        this.path = path;
        this.cuts = cuts;
        this.rangeBytes = rangeBytes;
    }

    @Override
    public Discovery discover() {
        if (done) {
            return new Discovery(List.of(), Optional.empty());
        }
        List<Entry> found = list();
        if (found.isEmpty()) {
            throw new RunException(RunError.user(
                    "file.missing",
                    "There is no file at `" + path
                            + "`. Paths are below the files root; folders stand for the plain files in them."));
        }
        List<Split> splits = new ArrayList<>();
        for (Entry file : found) {
            cut(file, splits);
        }
        done = true;
        return new Discovery(splits, Optional.empty());
    }

    private List<Entry> list() {
        try {
            return files.list(path);
        } catch (IOException e) {
            throw FileErrors.listing(path, e);
        }
    }

    private void cut(Entry file, List<Split> splits) {
        long size = file.sizeBytes();
        long start = 0;
        // A rest of less than half a range is not worth a split of its own.
        while (cuts && size - start >= rangeBytes + rangeBytes / 2) {
            splits.add(
                    FileRange.of(file.path(), size, start, start + rangeBytes).split());
            start += rangeBytes;
        }
        if (start < size) {
            splits.add(FileRange.of(file.path(), size, start, size).split());
        }
    }

    @Override
    public byte[] snapshot() {
        return new byte[] {(byte) (done ? 1 : 0)};
    }

    @Override
    public void restore(byte[] snapshot) {
        done = snapshot[0] != 0;
    }

    @Override
    public void close() {}
}
