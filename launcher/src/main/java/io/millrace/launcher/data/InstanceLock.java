package io.millrace.launcher.data;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by the one launcher that serves a data directory. The system lets go of it when the process ends, however it ends; so
 * there is no stale lock. Children do not inherit it.
 */
public final class InstanceLock implements AutoCloseable {

    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of a prepared directory; empty when another process has it. */
    public static Optional<InstanceLock> take(DataDirectory data) {
        Path file = data.run().resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new InstanceLock(channel));
        } catch (IOException e) {
            throw new Refusal(
                    "cannot lock " + file + ": " + e.getMessage(),
                    "Data must stand on a file system with locks; network file systems often have none.");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
