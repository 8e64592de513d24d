package io.millrace.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the cold rows of one process, inside one that processes may share. Beside it lies a file that is locked as long as the
 * process lives, however it ends: so what a killed process left is known to be nobody's, and the next one to come removes it.
 */
public final class ColdFolder implements AutoCloseable {

    private static final String PREFIX = "cold-";
    private static final String LOCK = ".lock";

    /**
     * The lock files of this process. None of them may be opened again: a system with POSIX locks takes all of a process's locks on a
     * file away when the process closes it once.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel lock;
    private final Path path;

    private ColdFolder(Path lockFile, FileChannel lock) {
        this.lockFile = lockFile;
        this.lock = lock;
        path = folderOf(lockFile);
    }

    /**
     * Takes a new one, and removes those of processes that are no more.
     *
     * @param parent made if it is not there
     * @throws IOException when nothing can be made there; says where
     */
    public static ColdFolder in(Path parent) throws IOException {
        try {
            Files.createDirectories(parent);
            Path shared = parent.toRealPath();
            ColdFolder taken = null;
            while (taken == null) {
                // A name that another process took for a left one, between its making and its lock, is gone again.
                taken = made(shared);
            }
            removeLeft(shared);
            return taken;
        } catch (IOException e) {
            throw new IOException(
                    "Rows of state that do not fit memory cannot be kept in " + parent + " (" + e
                            + "). Name a folder on a local disk that this process may write.",
                    e);
        }
    }

    /** Synchronized, so that nobody of this process looks at a lock file between its making and its being held. */
    private static synchronized @Nullable ColdFolder made(Path parent) throws IOException {
        Path file = Files.createTempFile(parent, PREFIX, LOCK);
        ColdFolder made = locked(file);
        if (made != null) {
            HELD.add(file);
        }
        return made;
    }

    private static synchronized void removeLeft(Path parent) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
            all.forEach(files::add);
        }
        files.removeAll(HELD);
        for (Path file : files) {
            ColdFolder left = locked(file);
            if (left != null) {
                left.close();
            }
        }
    }

    /** The folder of this lock file, if it is there and nobody's. */
    private static @Nullable ColdFolder locked(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        FileLock lock = channel.tryLock();
        if (lock == null || !Files.exists(file)) {
            channel.close();
            return null;
        }
        return new ColdFolder(file, channel);
    }

    private static Path folderOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    /** Where the rows may go; not made yet. */
    public Path path() {
        return path;
    }

    /** Removes a folder with all that is in it; nothing happens when it is not there. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes it. Nobody writes there any more. */
    @Override
    public void close() throws IOException {
        try (lock) {
            remove(path);
            Files.deleteIfExists(lockFile);
        }
        HELD.remove(lockFile);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
