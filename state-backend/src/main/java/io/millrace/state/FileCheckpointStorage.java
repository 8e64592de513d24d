package io.millrace.state;

import io.millrace.spi.checkpoint.CheckpointPath;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checkpoints in a folder, of this machine or one that all executors mount. A file is written under a name of its own ({@code
 * NAME.K.unfinished}), brought to the disk and then linked to its name, which fails if the name is taken. Any thread.
 */
public final class FileCheckpointStorage implements CheckpointStorage {

    private static final String UNFINISHED = ".unfinished";

    /** How often a folder is made again that somebody else removed as empty just then. */
    private static final int MOST_TRIES = 100;

    private final Path root;

    /**
     * @param root the folder that nothing leaves; it is made when the first file is written
     */
    public FileCheckpointStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Upload begin(String path) throws IOException {
        Path target = resolve(path);
        Path folder = folderOf(target);
        for (int number = 0, tries = 0; ; number++) {
            Path unfinished = folder.resolve(target.getFileName() + "." + number + UNFINISHED);
            try {
                Files.createDirectories(folder);
                requireInside(folder, path);
                return new FileUpload(
                        path,
                        target,
                        unfinished,
                        FileChannel.open(
                                unfinished,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS));
            } catch (FileAlreadyExistsException e) {
                // Somebody else is writing it, or died while doing so. Or a file stands where a folder should be.
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
            } catch (NoSuchFileException e) {
                if (++tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public FileStore.Reading open(String path) throws IOException {
        Path file = resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(path);
        }
        requireInside(folderOf(file), path);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return new FileStore.Reading() {

            @Override
            public long sizeBytes() throws IOException {
                return channel.size();
            }

            @Override
            public int read(long position, byte[] into, int start, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(into, start, length), position);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        Path start = folder.isEmpty() ? root : resolve(folder);
        List<Entry> found = new ArrayList<>();
        if (!Files.isDirectory(start)) {
            return found;
        }
        requireInside(start, folder);
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(new Entry(root.relativize(file).toString().replace('\\', '/'), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                // Somebody removed it just then.
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(visited, failure);
            }
        });
        found.sort(Comparator.comparing(Entry::path));
        return found;
    }

    /** Removes the file, and folders that are empty then. */
    @Override
    public void delete(String path) throws IOException {
        Path file = resolve(path);
        Path folder = folderOf(file);
        if (!Files.isDirectory(folder)) {
            return;
        }
        requireInside(folder, path);
        Files.deleteIfExists(file);
        while (!folder.equals(root)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            folder = folderOf(folder);
        }
    }

    private Path resolve(String path) {
        return root.resolve(CheckpointPath.require(path));
    }

    /** Links below the root may lead anywhere, but not out. */
    private void requireInside(Path folder, String path) throws IOException {
        if (!folder.toRealPath().startsWith(root.toRealPath())) {
            throw CheckpointPath.refused(path, "it goes through a link that leads out of " + root);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException(file + " is in no folder");
        }
        return folder;
    }

    /** A file that has no name yet. */
    private final class FileUpload implements Upload {

        private final String path;
        private final Path target;
        private final Path unfinished;
        private final FileChannel channel;
        private long size;

        FileUpload(String path, Path target, Path unfinished, FileChannel channel) {
            this.path = path;
            this.target = target;
            this.unfinished = unfinished;
            this.channel = channel;
        }

        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(from, start, length);
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw new IOException("Writing " + root.resolve(path) + ": " + e.getMessage(), e);
            }
            size += length;
        }

        @Override
        public long sizeBytes() {
            return size;
        }

        @Override
        public void finish() throws IOException {
            channel.force(true);
            channel.close();
            try {
                Files.createLink(target, unfinished);
            } catch (FileAlreadyExistsException e) {
                throw new FileAlreadyExistsException(path);
            } catch (UnsupportedOperationException e) {
                throw new IOException(
                        "The file system of " + root + " has no hard links, so a checkpoint cannot be kept there", e);
            }
            Files.delete(unfinished);
            for (Path folder = folderOf(target); ; folder = folderOf(folder)) {
                sync(folder);
                if (folder.equals(root)) {
                    return;
                }
            }
        }

        /** A name is on the disk when its folder is. */
        private static void sync(Path folder) throws IOException {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            } catch (AccessDeniedException e) {
                // Windows does not open folders; it writes names down by itself.
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
