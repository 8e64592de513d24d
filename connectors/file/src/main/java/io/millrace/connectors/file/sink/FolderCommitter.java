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
 *
 * <p>That is known by the first file of task 0, which is written even when there are no rows and is renamed last of all: while
 * it is pending, whatever is visible and not of this commit is of an earlier result. Whoever repeats the commit later, be it a
 * process that stood still meanwhile, finds it renamed and removes nothing that came after it.
 */
final class FolderCommitter implements Committer {

    private final FileStore files;
    private final SinkNames names;
    private final boolean replaces;

    /** Whether there is no result of this job yet. */
    private final boolean begins;

    private boolean hasCommitted;

    FolderCommitter(FileStore files, SinkNames names, boolean replaces, boolean begins) {
        this.files = files;
        this.names = names;
        this.replaces = replaces;
        this.begins = begins;
    }

    @Override
    public void prepare() {
        try {
            if (!replaces
                    && begins
                    && !hasCommitted
                    && !files.list(names.allVisible()).isEmpty()) {
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
        List<PendingFile> parts = prepared.stream().map(PendingFile::of).toList();
        try {
            List<PendingFile> first =
                    parts.stream().filter(PendingFile::beginsResult).toList();
            List<String> old = earlierResult(parts, first);
            for (PendingFile file : parts) {
                if (!file.beginsResult()) {
                    makeVisible(file);
                }
            }
            for (String path : old) {
                files.delete(path);
            }
            for (PendingFile file : first) {
                makeVisible(file);
            }
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
        hasCommitted = true;
    }

    /** The files of another result that are to go, if these begin one. */
    private List<String> earlierResult(List<PendingFile> parts, List<PendingFile> first) throws IOException {
        if (!replaces
                || first.isEmpty()
                || !PendingFiles.exists(files, first.getFirst().path())) {
            return List.of();
        }
        Set<String> own = new HashSet<>();
        parts.forEach(file -> own.add(visible(file)));
        return files.list(names.allVisible()).stream()
                .map(Entry::path)
                .filter(path -> !own.contains(path))
                .toList();
    }

    private String visible(PendingFile file) {
        return names.visible(file.task(), file.sequence());
    }

    private void makeVisible(PendingFile file) throws IOException {
        String visible = visible(file);
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
