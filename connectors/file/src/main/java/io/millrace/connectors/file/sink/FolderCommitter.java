package io.millrace.connectors.file.sink;

import io.millrace.connectors.file.FileErrors;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Entry;
import io.millrace.spi.sink.Committer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the pending files of all tasks the files of a folder, one rename each. The files of an earlier result that no new
 * one takes the place of are removed with the first commit.
 */
final class FolderCommitter implements Committer {

    private final FileStore files;
    private final SinkNames names;
    private final boolean replaces;
    private final Set<String> committed = new HashSet<>();

    FolderCommitter(FileStore files, SinkNames names, boolean replaces) {
        this.files = files;
        this.names = names;
        this.replaces = replaces;
    }

    @Override
    public void prepare() {
        try {
            if (!replaces && !files.list(names.allVisible()).isEmpty()) {
                throw new RunException(RunError.user(
                        "file.exists",
                        "There is a result in `" + names.path()
                                + "` already. Remove it, choose another path, or set `ifExists: replace`."));
            }
            PendingFiles.tidyUp(files, names);
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
    }

    @Override
    public void commit(List<byte[]> prepared) {
        try {
            boolean isFirst = committed.isEmpty();
            for (byte[] bytes : prepared) {
                PendingFile file = PendingFile.of(bytes);
                String visible = names.visible(file.task(), file.sequence());
                makeVisible(file, visible);
                committed.add(visible);
            }
            if (isFirst && replaces) {
                for (Entry old : files.list(names.allVisible())) {
                    if (!committed.contains(old.path())) {
                        files.delete(old.path());
                    }
                }
            }
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
    }

    private void makeVisible(PendingFile file, String visible) throws IOException {
        if (PendingFiles.exists(files, file.path())) {
            if (replaces) {
                files.replace(file.path(), visible);
            } else {
                files.move(file.path(), visible);
            }
        } else if (!PendingFiles.exists(files, visible)) {
            throw PendingFiles.vanished(file.path());
        }
    }

    @Override
    public void abort(List<byte[]> prepared) throws IOException {
        for (byte[] bytes : prepared) {
            files.delete(PendingFile.of(bytes).path());
        }
    }

    @Override
    public void close() {}
}
