package io.millrace.connectors.file.store;

import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is open, for reading or for writing. */
final class OpenFile implements FileStore.Reading, FileStore.Writing {

    private final FileChannel channel;

    OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long sizeBytes() throws IOException {
        return channel.size();
    }

    @Override
    public int read(long position, byte[] into, int start, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, start, length), position);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(from, start, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
