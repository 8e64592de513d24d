package io.millrace.launcher.postgres;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a {@code .tar.gz} of a data directory that may be written to meanwhile. Only its owner may read it: passwords are inside. */
final class DataArchive implements Closeable {

    private static final int DIRECTORY_MODE = 0700;
    private static final int FILE_MODE = 0600;

    private final Path root;
    private final TarArchiveOutputStream tar;

    /**
     * @param root names in the archive are relative to it
     * @param file does not exist yet
     */
    DataArchive(Path root, Path file) throws IOException {
        this.root = root;
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
        tar = new TarArchiveOutputStream(
                new GZIPOutputStream(new BufferedOutputStream(out)), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** A file, or a folder with what {@code wanted} says of its paths. What goes away meanwhile is left out. */
    void add(Path start, Predicate<Path> wanted) throws IOException {
        Files.walkFileTree(start, Set.of(), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                begin(new TarArchiveEntry(nameOf(folder) + "/"), DIRECTORY_MODE);
                tar.closeArchiveEntry();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (wanted.test(file)) {
                    addFile(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** A file of this text. */
    void add(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        begin(entry, FILE_MODE);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private void addFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            TarArchiveEntry link = new TarArchiveEntry(nameOf(file), TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(file).toString());
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        } else if (attributes.isRegularFile()) {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                TarArchiveEntry entry = new TarArchiveEntry(nameOf(file));
                entry.setSize(attributes.size());
                entry.setModTime(attributes.lastModifiedTime());
                begin(entry, FILE_MODE);
                copyExactly(in, attributes.size());
                tar.closeArchiveEntry();
            } catch (NoSuchFileException gone) {
                return;
            }
        }
    }

    /** As long as the entry says, whatever became of the file: PostgreSQL's log tells what a page should hold. */
    private void copyExactly(InputStream in, long size) throws IOException {
        byte[] bytes = new byte[1 << 16];
        for (long left = size; left > 0; ) {
            int wanted = (int) Math.min(left, bytes.length);
            int read = in.readNBytes(bytes, 0, wanted);
            java.util.Arrays.fill(bytes, read, wanted, (byte) 0);
            tar.write(bytes, 0, wanted);
            left -= wanted;
        }
    }

    private void begin(TarArchiveEntry entry, int mode) throws IOException {
        entry.setMode(mode);
        entry.setUserId(0);
        entry.setGroupId(0);
        tar.putArchiveEntry(entry);
    }

    private String nameOf(Path path) {
        return root.relativize(path).toString();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
