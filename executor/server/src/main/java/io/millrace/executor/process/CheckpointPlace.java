package io.millrace.executor.process;

import io.millrace.connectors.s3.S3CheckpointStorage;
import io.millrace.connectors.s3.S3Location;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.state.FileCheckpointStorage;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.UUID;

/** Where checkpoints are kept, as it is named on a command line. */
public final class CheckpointPlace {

    private CheckpointPlace() {}

    /**
     * The storage at a URI, for an executor, which finds out here whether it may write there. A disk that is full or a server that
     * does not answer is no reason against it: they come back.
     *
     * @param uri {@code file:} and an absolute path, or {@code s3://BUCKET/PREFIX} with options as {@link S3Location} says
     * @throws IllegalArgumentException with words for people when it is none
     * @throws IOException with words for people when it cannot be used
     */
    public static CheckpointStorage at(String uri) throws IOException {
        return at(
                uri,
                "--checkpoints",
                CheckpointPlace::toWrite,
                location -> S3CheckpointStorage.open(
                        location, () -> UUID.randomUUID().toString()));
    }

    /**
     * The storage at a URI, for those who only read; see {@link #at}.
     *
     * @param what names the place, for messages
     */
    public static CheckpointStorage toRead(String uri, String what) throws IOException {
        return at(uri, what, FileCheckpointStorage::new, S3CheckpointStorage::toRead);
    }

    /** Opens a place of one kind. */
    private interface Opening<T> {
        CheckpointStorage open(T place) throws IOException;
    }

    private static CheckpointStorage at(String uri, String what, Opening<Path> folder, Opening<S3Location> s3)
            throws IOException {
        try {
            URI parsed = new URI(uri);
            return switch (parsed.getScheme()) {
                case "file" -> folder.open(Path.of(parsed));
                case "s3" -> s3.open(S3Location.parse(parsed));
                case null, default -> throw new IllegalArgumentException("it must begin with `file:` or `s3:`");
            };
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw refused(uri, what, String.valueOf(e.getMessage()));
        } catch (FileSystemNotFoundException e) {
            throw refused(uri, what, "there is no such file system");
        }
    }

    private static CheckpointStorage toWrite(Path folder) throws IOException {
        CheckpointStorage storage = new FileCheckpointStorage(folder);
        String path = "try-" + UUID.randomUUID();
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            file.finish();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                return storage;
            }
            throw new IOException(
                    "No checkpoint can be kept in " + folder + ": " + reason(e) + ". Let the user "
                            + System.getProperty("user.name") + " write there, or name another place by --checkpoints",
                    e);
        }
        storage.delete(path);
        return storage;
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "the executor may not write to " + denied.getFile();
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file, and should be a folder";
            case FileSystemException system
            when system.getReason() != null -> system.getFile() + ": " + system.getReason();
            case FileSystemException system -> system.getFile() + " cannot be made";
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static IllegalArgumentException refused(String uri, String what, String why) {
        return new IllegalArgumentException(what + " names no place for checkpoints: '" + uri + "': " + why
                + ". Examples: file:///var/lib/millrace/checkpoints, s3://bucket/millrace");
    }
}
