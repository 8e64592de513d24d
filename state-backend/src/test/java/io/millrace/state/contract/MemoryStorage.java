package io.millrace.state.contract;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files in memory. What else is to happen between two writes happens on the thread that writes. */
public final class MemoryStorage implements CheckpointStorage {

    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    private Runnable betweenWrites = () -> {};

    /** Says what happens before each write. */
    public void setBetweenWrites(Runnable happens) {
        betweenWrites = happens;
    }

    /** The files, for those who damage them. */
    public Map<String, byte[]> files() {
        return files;
    }

    @Override
    public Upload begin(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Upload() {

            @Override
            public void write(byte[] from, int start, int length) {
                betweenWrites.run();
                bytes.write(from, start, length);
            }

            @Override
            public long sizeBytes() {
                return bytes.size();
            }

            @Override
            public void finish() throws FileAlreadyExistsException {
                if (files.putIfAbsent(path, bytes.toByteArray()) != null) {
                    throw new FileAlreadyExistsException(path);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public FileStore.Reading open(String path) throws NoSuchFileException {
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
    public List<Entry> list(String folder) {
        return files.entrySet().stream()
                .filter(file -> folder.isEmpty() || file.getKey().startsWith(folder + "/"))
                .map(file -> new Entry(file.getKey(), file.getValue().length))
                .toList();
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }
}
