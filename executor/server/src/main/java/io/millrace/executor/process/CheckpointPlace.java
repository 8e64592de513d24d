package io.millrace.executor.process;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.state.FileCheckpointStorage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;

/** Where checkpoints are kept, as it is named on a command line. */
public final class CheckpointPlace {

    private CheckpointPlace() {}

    /**
     * The storage at a URI.
     *
     * @param uri {@code file:} and an absolute path
     * @throws IllegalArgumentException with words for people when it is none
     */
    public static CheckpointStorage at(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() == null || !parsed.getScheme().equals("file")) {
                throw refused(uri, "it must begin with `file:`");
            }
            return new FileCheckpointStorage(Path.of(parsed));
        } catch (URISyntaxException e) {
            throw refused(uri, String.valueOf(e.getMessage()));
        } catch (FileSystemNotFoundException e) {
            throw refused(uri, "there is no such file system");
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("--checkpoints")
                    ? e
                    : refused(uri, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException refused(String uri, String why) {
        return new IllegalArgumentException("--checkpoints names no place for checkpoints: '" + uri + "': " + why
                + ". An example: file:///var/lib/millrace/checkpoints");
    }
}
