package io.millrace.connectors.file.store;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Files below a folder of this machine. Links are followed as long as they lead to something below the root; {@code **}
 * does not follow links to folders, which could lead in circles. Thread-safe.
 */
public final class LocalFileStore implements FileStore {

    /** More files than this are no list to read one after the other but a mistake in the path. */
    static final int MOST_FILES = 100_000;

    private final Path root;

    /**
     * @param root the folder that nothing leaves; it is made when the first file is written
     */
    public LocalFileStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        requireInside(path);
        if (Glob.isGlob(path)) {
            return listGlob(path);
        }
        Optional<Path> real = existing(path);
        if (real.isEmpty()) {
            return List.of();
        }
        if (Files.isRegularFile(real.get())) {
            return path.endsWith("/") ? List.of() : List.of(entry(path, real.get()));
        }
        String folder = path.endsWith("/") ? path : path + "/";
        List<Entry> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(real.get())) {
            for (Path child : (Iterable<Path>) children::iterator) {
                String name = child.getFileName().toString();
                if (!name.startsWith(".") && !name.startsWith("_")) {
                    add(found, path, folder + name);
                }
            }
        }
        return sorted(found);
    }

    private List<Entry> listGlob(String path) throws IOException {
        Glob glob = glob(path);
        Optional<Path> folder = glob.folder().isEmpty() ? existingRoot() : existing(glob.folder());
        List<Entry> found = new ArrayList<>();
        if (folder.isPresent() && Files.isDirectory(folder.get())) {
            Files.walkFileTree(folder.get(), new Search(path, glob, folder.get(), found));
        }
        return sorted(found);
    }

    /**
     * A walk through a folder for what a pattern names. Jobs make files in folders that others look through, and remove them: what
     * goes away between the look at a folder and the look at what it holds is left out, as if it had gone before.
     */
    final class Search extends SimpleFileVisitor<Path> {

        private final String path;
        private final Glob glob;
        private final Path folder;
        private final String prefix;
        private final List<Entry> found;

        /**
         * @param folder the real path of what {@link Glob#folder} names
         * @param found where what is found goes, in the order of the walk
         */
        Search(String path, Glob glob, Path folder, List<Entry> found) {
            this.path = path;
            this.glob = glob;
            this.folder = folder;
            this.prefix = glob.folder().isEmpty() ? "" : glob.folder() + "/";
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            boolean isHidden = !visited.equals(folder) && name(visited).startsWith(".");
            return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
            String relative = prefix + folder.relativize(visited).toString().replace('\\', '/');
            if (glob.finds(name(visited)) && glob.matches(relative)) {
                add(found, path, relative);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path visited, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private static Glob glob(String path) {
        try {
            return Glob.of(path);
        } catch (IllegalArgumentException e) {
            throw new RunException(RunError.user(
                    "file.path", "The path `" + path + "` cannot be read as a pattern: " + e.getMessage() + "."));
        }
    }

    /** Adds the file at {@code relative}; what is no plain file, or is gone already, is left out. */
    private void add(List<Entry> found, String path, String relative) throws IOException {
        Optional<Path> real = existing(relative);
        if (real.isEmpty() || !Files.isRegularFile(real.get())) {
            return;
        }
        if (found.size() == MOST_FILES) {
            throw new RunException(RunError.user(
                    "file.tooMany",
                    "`" + path + "` names more than " + MOST_FILES + " files. Choose a narrower path."));
        }
        try {
            found.add(entry(relative, real.get()));
        } catch (NoSuchFileException e) {
            // Gone between two looks, like what was gone before.
        }
    }

    private static Entry entry(String path, Path real) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new Entry(path, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS));
    }

    private static List<Entry> sorted(List<Entry> found) {
        found.sort(Comparator.comparing(Entry::path));
        return List.copyOf(found);
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    @Override
    public Reading open(String path) throws IOException {
        requireInside(path);
        Path real = existing(path).orElseThrow(() -> new NoSuchFileException(path));
        if (Files.isDirectory(real)) {
            throw new NoSuchFileException(path, null, "is a folder");
        }
        // The path has no links any more; one that was put there since is refused.
        return new OpenFile(FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public Writing create(String path) throws IOException {
        Path target = target(path);
        return new OpenFile(FileChannel.open(
                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void move(String from, String to) throws IOException {
        requireInside(from);
        Path source = existing(from).orElseThrow(() -> new NoSuchFileException(from));
        Path target = target(to);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to);
        }
        Files.move(source, target);
        syncFolder(target);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        requireInside(from);
        Path source = existing(from).orElseThrow(() -> new NoSuchFileException(from));
        Path target = target(to);
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target);
    }

    @Override
    public void delete(String path) throws IOException {
        requireFile(path);
        Optional<Path> parent = existing(parentOf(path));
        if (parent.isPresent()) {
            Files.deleteIfExists(parent.get().resolve(nameOf(path)));
        }
    }

    /** A rename is on the disk when its folder is; not every system can be asked for that. */
    private static void syncFolder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders. The rename has happened all the same.
        }
    }

    /** Where a file that may not be there yet is to be, its folder made and free of links that lead out. */
    private Path target(String path) throws IOException {
        requireFile(path);
        String parent = parentOf(path);
        makeFolders(parent);
        Path folder = existing(parent).orElseThrow(() -> new NoSuchFileException(parent));
        return folder.resolve(nameOf(path));
    }

    /** Makes folders one by one, so that none is made behind a link that leads out. */
    private void makeFolders(String path) throws IOException {
        Files.createDirectories(root);
        StringBuilder made = new StringBuilder();
        for (String name : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            String parent = made.toString();
            made.append(made.isEmpty() ? "" : "/").append(name);
            if (existing(made.toString()).isEmpty()) {
                Path folder = existing(parent).orElseThrow(() -> new NoSuchFileException(parent));
                Files.createDirectory(folder.resolve(name));
            }
        }
    }

    private static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Optional<Path> existingRoot() throws IOException {
        return Files.exists(root) ? Optional.of(root.toRealPath()) : Optional.empty();
    }

    /** What is at a path, links followed; empty when nothing is. The empty path is the root. */
    private Optional<Path> existing(String path) throws IOException {
        if (!path.isEmpty()) {
            requireInside(path);
        }
        Optional<Path> realRoot = existingRoot();
        if (realRoot.isEmpty()) {
            return realRoot;
        }
        Path real;
        try {
            real = realRoot.get().resolve(path).toRealPath();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!real.startsWith(realRoot.get())) {
            throw outside(path, "it is, or goes through, a link that leads out");
        }
        return Optional.of(real);
    }

    private static void requireInside(String path) {
        try {
            Path parsed = Path.of(path.replaceAll("[*?{}]", "x"));
            if (path.isBlank()) {
                throw outside(path, "it is empty");
            }
            if (parsed.isAbsolute() || path.startsWith("/") || path.startsWith("\\")) {
                throw outside(path, "it is absolute");
            }
            for (Path name : parsed) {
                if (name.toString().equals("..")) {
                    throw outside(path, "it holds `..`");
                }
            }
        } catch (InvalidPathException e) {
            throw outside(path, "it is no path");
        }
    }

    private static void requireFile(String path) {
        requireInside(path);
        if (nameOf(path).isEmpty() || nameOf(path).equals(".")) {
            throw outside(path, "it names a folder");
        }
    }

    private static RunException outside(String path, String why) {
        return new RunException(RunError.user(
                "file.path",
                "The path `" + path + "` is refused: " + why
                        + ". Write a path below the files root, such as `data/flights.ndjson`."));
    }
}
