package io.millrace.launcher.data;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where things stand in a data directory. Only its owner may look into it.
 *
 * @param root absolute
 */
public record DataDirectory(Path root) {

    /** Makes it absolute, without dots. */
    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** PostgreSQL's own directory. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** What pipelines read and write: the files root of workspace {@code default}. */
    public Path files() {
        return root.resolve("files");
    }

    /** Checkpoints of jobs. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** {@code NAME.log} of each child and {@code launcher.log}. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Passwords and keys, each a file of mode 0600. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** What runs now; nothing in it outlives a stop. */
    public Path run() {
        return root.resolve("run");
    }

    /** Rows of state that do not fit an executor's memory; worth nothing after it. */
    public Path coldState() {
        return run().resolve("cold-state");
    }

    /** Has the process id of an executor once that has joined. */
    public Path readyFile(String executor) {
        return run().resolve(executor + ".ready");
    }

    /** Copies of {@link #postgres} from before migrations. */
    public Path copies() {
        return root.resolve("copies");
    }

    /** What wrote this data last. */
    public Path version() {
        return root.resolve("version");
    }

    /** Whether an installation lives here. */
    public boolean isInUse() {
        return Files.exists(version()) || Files.exists(postgres());
    }

    /**
     * Makes what is missing.
     *
     * @throws Refusal when it is no directory, or not ours to write
     */
    public void prepare() {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new Refusal(
                    "the data directory " + root + " is a file.",
                    "Name a directory: --data DIR, or move the file away.");
        }
        for (Path folder : List.of(root, files(), checkpoints(), logs(), secrets(), run())) {
            try {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                throw new Refusal(
                        "cannot make " + folder + ": " + e.getMessage(), "Name a directory you may write: --data DIR.");
            }
            if (!Files.isWritable(folder)) {
                throw new Refusal(
                        "cannot write to " + folder + ".",
                        "Make it yours (chown -R), or name another data directory: --data DIR.");
            }
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
