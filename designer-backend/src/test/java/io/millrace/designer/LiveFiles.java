package io.millrace.designer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that others write and remove while a test looks, which {@link Files#walk} takes for an error. */
public final class LiveFiles {

    private LiveFiles() {}

    /** The files at or below a path that need not exist; what goes or comes meanwhile may be among them or not. */
    public static List<Path> under(Path place) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                return unlessRemoved(why);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) throws IOException {
                return unlessRemoved(why);
            }
        });
        return files;
    }

    private static FileVisitResult unlessRemoved(@Nullable IOException why) throws IOException {
        if (why == null || why instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw why;
    }
}
