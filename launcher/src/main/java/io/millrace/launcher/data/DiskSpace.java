package io.millrace.launcher.data;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** What files take and what a disk has left. */
public final class DiskSpace {

    /** A new database takes 40 MB and needs the same again for its first log segments and temporary files. */
    private static final long TO_BEGIN = 128L << 20;

    /** Below this PostgreSQL stops at its next log segment of 16 MB, or the one after. */
    private static final long TO_GO_ON = 48L << 20;

    private DiskSpace() {}

    /** @throws Refusal when there is too little to start with */
    public static void requireToStart(DataDirectory data) throws IOException {
        require(data.root(), data.isInUse() ? TO_GO_ON : TO_BEGIN, "to start");
    }

    /** @throws Refusal when the disk of {@code place} has less than {@code bytes} left */
    public static void require(Path place, long bytes, String purpose) throws IOException {
        long left = Files.getFileStore(place).getUsableSpace();
        if (left < bytes) {
            throw new Refusal(
                    "the disk of %s has %s left, and %s takes %s. Nothing was changed."
                            .formatted(place, words(left), purpose, words(bytes)),
                    "Make room, or name a data directory on another disk: --data DIR.");
        }
    }

    /** Bytes of all files below, 0 when there is nothing. Files that go away meanwhile count nothing. */
    public static long of(Path folder) throws IOException {
        AtomicLong sum = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum.get();
    }

    /** As people write it: {@code 1.4 GB}. */
    public static String words(long bytes) {
        if (bytes < 1_000_000) {
            return bytes / 1000 + " kB";
        }
        return bytes < 1_000_000_000 ? "%d MB".formatted(bytes / 1_000_000) : "%.1f GB".formatted(bytes / 1e9);
    }
}
