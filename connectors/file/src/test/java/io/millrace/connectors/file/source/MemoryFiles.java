package io.millrace.connectors.file.source;

import io.millrace.spi.io.FileStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files that exist only as a rule for their bytes, for tests of many small or of huge files. Read only. */
final class MemoryFiles implements FileStore {

    /** The byte at a place. */
    interface Bytes {
        byte at(long position);
    }

    private record Content(long size, Bytes bytes) {}

    private final Map<String, Content> contents = new TreeMap<>();

    void put(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putGenerated(path, bytes.length, position -> bytes[(int) position]);
    }

    void putGenerated(String path, long size, Bytes bytes) {
        contents.put(path, new Content(size, bytes));
    }

    @Override
    public List<Entry> list(String path) {
        return Optional.ofNullable(contents.get(path))
                .map(content -> List.of(new Entry(path, content.size(), 0)))
                .orElse(List.of());
    }

    @Override
    public Reading open(String path) throws NoSuchFileException {
        Content content = Optional.ofNullable(contents.get(path)).orElseThrow(() -> new NoSuchFileException(path));
        return new Reading() {
            @Override
            public long sizeBytes() {
                return content.size();
            }

            @Override
            public int read(long position, byte[] into, int start, int length) {
                int count = (int) Math.min(length, content.size() - position);
                for (int i = 0; i < count; i++) {
                    into[start + i] = content.bytes().at(position + i);
                }
                return count <= 0 ? -1 : count;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Writing create(String path) {
        throw new AssertionError("Nobody should write " + path);
    }

    @Override
    public void move(String from, String to) {
        throw new AssertionError("Nobody should move " + from);
    }

    @Override
    public void replace(String from, String to) {
        throw new AssertionError("Nobody should move " + from);
    }

    @Override
    public void delete(String path) {
        throw new AssertionError("Nobody should delete " + path);
    }
}
