package io.millrace.connectors.file;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What the disk said, in words that name the file, what was tried and what may help. */
public final class FileErrors {

    private FileErrors() {}

    /** A file that was listed could not be read on. */
    public static RunException reading(String path, long position, IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ ->
                external(
                        "file.vanished",
                        "The file `" + path
                                + "` was there when the source looked for files and is gone now. Put it back,"
                                + " or have nobody remove files while the pipeline reads them",
                        cause);
            case AccessDeniedException _ ->
                external("file.denied", "The file `" + path + "` may not be read. Allow the executor's user to", cause);
            default ->
                external(
                        "file.read",
                        "The file `" + path + "` could not be read at byte " + position + ": " + reason(cause),
                        cause);
        };
    }

    /** A file is shorter than it was when it was listed. */
    public static RunException shrunk(String path, long position, long listed) {
        return new RunException(RunError.external(
                "file.shrunk",
                "The file `" + path + "` ends at byte " + position + ", but had " + listed
                        + " bytes when the source looked for files. Have nobody shorten or rewrite files while the pipeline"
                        + " reads them; replace them by a rename instead.",
                false));
    }

    /** A folder or a file could not be listed. */
    public static RunException listing(String path, IOException cause) {
        return external("file.list", "`" + path + "` could not be listed: " + reason(cause), cause);
    }

    /** A file could not be written. */
    public static RunException writing(String path, IOException cause) {
        String reason = reason(cause);
        return switch (cause) {
            case AccessDeniedException _ ->
                external(
                        "file.denied",
                        "`" + path + "` may not be written. Allow the executor's user to, or choose another path",
                        cause);
            case FileAlreadyExistsException _ ->
                external("file.exists", "`" + path + "` is there already. Remove it, or choose another path", cause);
            default ->
                external(
                        "file.write",
                        "`" + path + "` could not be written: " + reason + ". "
                                + (isFull(reason)
                                        ? "Free some space"
                                        : isReadOnly(reason)
                                                ? "Choose a path on a disk that can be written"
                                                : "Look at the disk")
                                + ", then start the pipeline again",
                        cause);
        };
    }

    private static boolean isFull(String reason) {
        return reason.contains("No space left") || reason.contains("quota") || reason.contains("not enough space");
    }

    private static boolean isReadOnly(String reason) {
        return reason.contains("Read-only");
    }

    private static String reason(IOException cause) {
        Optional<String> said = cause instanceof FileSystemException system
                ? Optional.ofNullable(system.getReason())
                : Optional.ofNullable(cause.getMessage());
        return said.orElse(cause.getClass().getSimpleName());
    }

    private static RunException external(String code, String message, IOException cause) {
        return new RunException(RunError.external(code, message + ".", true), cause);
    }
}
