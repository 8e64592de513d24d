package io.millrace.connectors.file.sink;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Entry;
import java.io.IOException;

/** What both committers do with pending files. */
final class PendingFiles {

    private PendingFiles() {}

    /** Removes what earlier attempts have left, and finds out whether files can be made at all. */
    static void tidyUp(FileStore files, SinkNames names) throws IOException {
        for (Entry left : files.list(names.allHidden())) {
            if (names.isOfAnotherAttempt(left.path())) {
                files.delete(left.path());
            }
        }
        files.delete(names.probe());
        files.create(names.probe()).close();
        files.delete(names.probe());
    }

    static boolean exists(FileStore files, String path) throws IOException {
        return !files.list(path).isEmpty();
    }

    static RunException vanished(String path) {
        return new RunException(RunError.external(
                "file.vanished",
                "The pending file `" + path
                        + "` is gone before it could become the result. Have nobody remove hidden files beside the result, and"
                        + " start the pipeline again.",
                false));
    }
}
