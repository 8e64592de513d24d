package io.millrace.designer.files;

import io.millrace.designer.web.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of a workspace: a folder that no path leads out of, as links are not followed. A file is there whole or not at all.
 * Safe for several threads; executors change the same folder at the same time. Blocks on the disk.
 */
final class FilesRoot {

    /** More than this nobody reads one after the other. */
    static final int MOST_LISTED = 10_000;

    private final Path root;
    private final Arrivals arrivals;

    /** Held from the look at what is replaced until it is. */
    private final ReentrantLock replacing = new ReentrantLock();

    FilesRoot(Path root, Arrivals arrivals) {
        this.root = root;
        this.arrivals = arrivals;
    }

    /** What lies in a folder. */
    FileList list(FilePath folder) throws IOException {
        Path place = place(folder);
        if (folder.names().isEmpty() && !Files.exists(place)) {
            return new FileList(List.of(), false);
        }
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw Refused.notFound("folder.unknown", "There is no folder %s".formatted(folder));
        }
        List<StoredFile> items = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(place)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (!FilePath.isHidden(name)) {
                    look(folder.child(name), child).ifPresent(items::add);
                }
                if (items.size() > MOST_LISTED) {
                    break;
                }
            }
        }
        items.sort(Comparator.comparing(StoredFile::name));
        boolean isTruncated = items.size() > MOST_LISTED;
        return new FileList(List.copyOf(isTruncated ? items.subList(0, MOST_LISTED) : items), isTruncated);
    }

    /**
     * The file of a path.
     *
     * @throws Refused with 404 if there is none, or it is a folder
     */
    StoredFile file(FilePath path) throws IOException {
        return look(path, place(path))
                .filter(file -> file.kind() == StoredFile.Kind.file)
                .orElseThrow(() -> unknown(path));
    }

    /**
     * Where the bytes of a file are.
     *
     * @throws Refused with 404 if there is no such file
     */
    Path content(FilePath path) throws IOException {
        file(path);
        return place(path);
    }

    /**
     * Stores a file.
     *
     * @param length as announced; the content may still be of another one
     * @param replaces the entity tag of the file it takes the place of, or {@code *} for any; without one there must be none
     * @throws Refused with 409 if there is one that was not to be replaced, with 412 if another was, with 413 or 507 if it is too big
     */
    StoredFile store(FilePath path, InputStream content, OptionalLong length, Optional<String> replaces)
            throws IOException {
        // Now and not only when all has arrived, for that may take long.
        requireReplaceable(path, replaces);
        Path arrived = arrivals.take(content, length);
        replacing.lock();
        try {
            requireReplaceable(path, replaces);
            Path target = place(path);
            makeFolder(path.parent());
            if (replaces.isPresent()) {
                Files.move(arrived, target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                // A move would overwrite what an executor put there since; a second name for a file never does.
                Files.createLink(target, arrived);
            }
            return file(path);
        } catch (FileAlreadyExistsException e) {
            throw taken(path);
        } finally {
            replacing.unlock();
            Files.deleteIfExists(arrived);
        }
    }

    /** Deletes a file, or a folder that is empty. */
    void delete(FilePath path) throws IOException {
        try {
            Files.delete(place(path));
        } catch (NoSuchFileException e) {
            throw unknown(path);
        } catch (DirectoryNotEmptyException e) {
            throw Refused.conflict(
                    "folder.full", "The folder %s holds files. Delete what is in it first".formatted(path));
        }
    }

    private void requireReplaceable(FilePath path, Optional<String> replaces) throws IOException {
        Optional<StoredFile> there = look(path, place(path));
        if (there.filter(file -> file.kind() == StoredFile.Kind.folder).isPresent()) {
            throw Refused.conflict("file.folder", "%s is a folder. Choose another name".formatted(path));
        }
        if (replaces.isEmpty() && there.isPresent()) {
            throw taken(path);
        }
        if (replaces.isPresent()) {
            String tag = replaces.get().strip();
            if (there.filter(file -> tag.equals("*") || tag.equals(file.etag())).isEmpty()) {
                throw Refused.changed(
                        "%s was changed or deleted since. Look at it again before you replace it".formatted(path));
            }
        }
    }

    private void makeFolder(FilePath folder) throws IOException {
        try {
            Files.createDirectories(place(folder));
        } catch (FileAlreadyExistsException e) {
            throw Refused.conflict("file.folder", "%s cannot be made a folder: a file is in its way".formatted(folder));
        }
    }

    /** What is there; nothing for links, devices, and what is gone already. */
    private static Optional<StoredFile> look(FilePath path, Path place) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() || attributes.isDirectory()
                    ? Optional.of(StoredFile.of(path, attributes))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where a path leads, free of links. */
    private Path place(FilePath path) {
        Path place = root;
        for (String name : path.names()) {
            try {
                place = place.resolve(name);
            } catch (InvalidPathException e) {
                throw Refused.badRequest(
                        "file.path",
                        "The system cannot write the name `%s`. Choose one of letters a to z, or start Millrace with LANG=C.UTF-8"
                                .formatted(name));
            }
            if (Files.isSymbolicLink(place)) {
                throw Refused.badRequest(
                        "file.link",
                        "The path `%s` is refused: `%s` in it is a link, and links are not followed"
                                .formatted(path, name));
            }
        }
        return place;
    }

    private static Refused unknown(FilePath path) {
        return Refused.notFound("file.unknown", "There is no file %s".formatted(path));
    }

    private static Refused taken(FilePath path) {
        return Refused.conflict(
                "file.exists",
                "There is a file %s already. Choose another name, or say in If-Match which one you replace"
                        .formatted(path));
    }
}
