package io.millrace.designer.files;

import io.millrace.designer.web.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Where uploads lie until they are whole: a hidden folder on the disk of the files, so that a rename brings them to their place. Safe for
 * several threads.
 */
final class Arrivals {

    /** So much is left free: the database is on the same disk as a rule, and stops when it is full. */
    static final long RESERVE_BYTES = 512L << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    /** Asking the system for the space that is left costs little, but not nothing. */
    private static final long BYTES_BETWEEN_LOOKS = 16L << 20;

    /** How much a disk has left. */
    interface Space {
        long usableBytes(Path folder) throws IOException;
    }

    private final Path folder;
    private final long longest;
    private final Space space;
    private final RandomGenerator random;

    /**
     * @param root the files root
     * @param longest upload in bytes
     */
    Arrivals(Path root, long longest, Space space, RandomGenerator random) {
        this.folder = root.resolve(".uploads");
        this.longest = longest;
        this.space = space;
        this.random = random;
    }

    /** Deletes what a process before this one was receiving when it ended. */
    void clear() throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * Writes it all to the disk.
     *
     * @param length as announced, to refuse early
     * @return where it lies; for the caller to move or delete
     * @throws Refused with 413 if it is longer than is allowed, with 507 if the disk is full, with 400 if it breaks off
     */
    Path take(InputStream content, OptionalLong length) throws IOException {
        Files.createDirectories(folder);
        if (length.isPresent()) {
            requireShort(length.getAsLong());
            requireRoom(length.getAsLong());
        }
        Path file = folder.resolve("%016x".formatted(random.nextLong()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(content, channel);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            if (isFull(e)) {
                throw full();
            }
            throw e;
        } catch (RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    private void copy(InputStream content, FileChannel channel) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long written = 0;
        long looked = 0;
        requireRoom(0);
        for (int read = read(content, buffer, 0); read >= 0; read = read(content, buffer, written)) {
            requireShort(written + read);
            if (written - looked >= BYTES_BETWEEN_LOOKS) {
                requireRoom(0);
                looked = written;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            written += read;
        }
    }

    /** What fails here is the connection's fault, not the disk's. */
    private static int read(InputStream content, byte[] buffer, long arrived) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw Refused.badRequest(
                    "upload.brokenOff",
                    "The upload broke off after %,d bytes. Nothing was stored; send it again".formatted(arrived));
        }
    }

    private void requireShort(long bytes) {
        if (bytes > longest) {
            throw Refused.tooLarge(
                    "file.tooLarge",
                    "A file may have %,d bytes. Copy bigger ones into the files folder by hand, or raise millrace.files.largest-upload"
                            .formatted(longest));
        }
    }

    private void requireRoom(long bytes) throws IOException {
        if (space.usableBytes(folder) - RESERVE_BYTES < bytes) {
            throw full();
        }
    }

    private static Refused full() {
        return Refused.full(
                "disk.full",
                "The disk of the control plane has no room for this file: %,d MB have to stay free. Delete files, or give it a bigger disk"
                        .formatted(RESERVE_BYTES >> 20));
    }

    /** Java has no exception of its own for this; these are the words of Linux, macOS and Windows. */
    private static boolean isFull(IOException e) {
        String words = String.valueOf(e.getMessage());
        return words.contains("No space left")
                || words.contains("quota exceeded")
                || words.contains("not enough space");
    }
}
