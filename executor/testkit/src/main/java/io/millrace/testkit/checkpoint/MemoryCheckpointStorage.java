package io.millrace.testkit.checkpoint;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checkpoint files in memory. A test may look at them, damage them, and have calls fail. One thread. */
public final class MemoryCheckpointStorage implements CheckpointStorage {

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private int callsUntilFailure = Integer.MAX_VALUE;

    /** So many calls work, the one after them fails, those behind it work again. */
    public void failAfter(int calls) {
        callsUntilFailure = calls;
    }

    /** Whether the failure that was asked for has happened. */
    public boolean hasFailed() {
        return callsUntilFailure < 0;
    }

    /** All files. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** The bytes of a file, to be changed or removed. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    private void called(String what, String path) throws IOException {
        if (callsUntilFailure >= 0 && callsUntilFailure-- == 0) {
            throw new IOException(what + " " + path + ": no space left");
        }
    }

    @Override
    public Upload begin(String path) throws IOException {
        called("begin", path);
        return new MemoryUpload(path);
    }

    @Override
    public FileStore.Reading open(String path) throws IOException {
        called("open", path);
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(path);
        }
        return new FileStore.Reading() {

            @Override
            public long sizeBytes() {
                return bytes.length;
            }

            @Override
            public int read(long position, byte[] into, int start, int length) {
                if (position >= bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(length, bytes.length - position);
                System.arraycopy(bytes, (int) position, into, start, count);
                return count;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        called("list", folder);
        List<Entry> found = new ArrayList<>();
        files.forEach((path, bytes) -> {
            if (folder.isEmpty() || path.startsWith(folder + "/")) {
                found.add(new Entry(path, bytes.length));
            }
        });
        return found;
    }

    @Override
    public void delete(String path) throws IOException {
        called("delete", path);
        files.remove(path);
    }

    private final class MemoryUpload implements Upload {

        private final String path;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MemoryUpload(String path) {
            this.path = path;
        }

        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            called("write", path);
            bytes.write(from, start, length);
        }

        @Override
        public long sizeBytes() {
            return bytes.size();
        }

        @Override
        public void finish() throws IOException {
            called("finish", path);
            if (files.containsKey(path)) {
                throw new FileAlreadyExistsException(path);
            }
            files.put(path, bytes.toByteArray());
        }

        @Override
        public void close() {}
    }
}
