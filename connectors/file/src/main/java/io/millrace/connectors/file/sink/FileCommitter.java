package io.millrace.connectors.file.sink;

import io.millrace.connectors.file.FileErrors;
import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Reading;
import io.millrace.spi.io.FileStore.Writing;
import io.millrace.spi.sink.Committer;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts the pending files of all tasks together in one file, in the order of the tasks, which takes the place of the result
 * in one rename.
 *
 * <p>A commit can be repeated after a failure at any step, also by a later attempt, because each leaves a sign: the parts
 * are copied into an unfinished file; that is renamed to the whole, which so is complete; the parts are removed; the whole
 * becomes visible. When neither parts nor whole are there and the result is as long as it must be, the commit has happened.
 *
 * <p>A further commit, of a later checkpoint or attempt, adds to the result: it copies that first. The first one is known by
 * the first file of task 0, which is written even when there are no rows.
 */
final class FileCommitter implements Committer {

    private static final int COPY_BYTES = 1 << 20;

    private final FileStore files;
    private final SinkNames names;
    private final boolean replaces;

    /** How much of each part stands before its first record, and is wanted only once. */
    private final int headerBytes;

    /** Whether there is no result of this job yet. */
    private final boolean begins;

    private boolean hasCommitted;

    FileCommitter(FileStore files, SinkNames names, boolean replaces, boolean begins, int headerBytes) {
        this.files = files;
        this.names = names;
        this.replaces = replaces;
        this.begins = begins;
        this.headerBytes = headerBytes;
    }

    @Override
    public void prepare() {
        try {
            for (FileStore.Entry found : files.list(names.path())) {
                if (!found.path().equals(names.path())) {
                    throw new RunException(RunError.user(
                            "file.path",
                            "`" + names.path() + "` is a folder. Write `" + names.path()
                                    + "/` to have the result as files in it, or choose another path."));
                }
                if (!replaces && begins && !hasCommitted) {
                    throw alreadyThere();
                }
            }
            PendingFiles.tidyUp(files, names);
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
    }

    private RunException alreadyThere() {
        return new RunException(RunError.user(
                "file.exists",
                "There is a file `" + names.path()
                        + "` already. Remove it, choose another path, or set `ifExists: replace`."));
    }

    @Override
    public void commit(List<byte[]> prepared) {
        if (prepared.isEmpty()) {
            return;
        }
        try {
            for (List<PendingFile> parts : bySequence(prepared)) {
                commitParts(parts);
                hasCommitted = true;
            }
        } catch (IOException e) {
            throw FileErrors.writing(names.path(), e);
        }
    }

    /**
     * What is put together at a time: the files that the tasks have ended at one barrier. They are together in every call, so
     * that one that holds more than an earlier one finds out what of it has happened already.
     */
    private static Collection<List<PendingFile>> bySequence(List<byte[]> prepared) {
        return prepared.stream()
                .map(PendingFile::of)
                .distinct()
                .sorted(Comparator.comparingInt(PendingFile::task))
                .collect(Collectors.groupingBy(PendingFile::sequence, TreeMap::new, Collectors.toList()))
                .values();
    }

    private void commitParts(List<PendingFile> parts) throws IOException {
        boolean adds = !parts.getFirst().beginsResult();
        String whole = SinkNames.whole(parts);
        if (!PendingFiles.exists(files, whole)) {
            int there = 0;
            for (PendingFile part : parts) {
                there += PendingFiles.exists(files, part.path()) ? 1 : 0;
            }
            if (there == 0 && isCommitted(parts)) {
                return;
            }
            if (there < parts.size()) {
                throw PendingFiles.vanished(parts.getFirst().path());
            }
            makeWhole(parts, whole, adds);
        }
        for (PendingFile part : parts) {
            files.delete(part.path());
        }
        if (replaces || adds) {
            files.replace(whole, names.path());
        } else {
            files.move(whole, names.path());
        }
    }

    /** Whether parts that are gone have become the result, and were not just lost beside an older one. */
    private boolean isCommitted(List<PendingFile> parts) throws IOException {
        long size = parts.stream().mapToLong(PendingFile::sizeBytes).sum() - (parts.size() - 1L) * headerBytes;
        List<FileStore.Entry> result = files.list(names.path());
        // Later commits may have added to it.
        return !result.isEmpty() && result.getFirst().sizeBytes() >= size;
    }

    private void makeWhole(List<PendingFile> parts, String whole, boolean adds) throws IOException {
        if (parts.size() == 1 && !adds) {
            files.move(parts.getFirst().path(), whole);
            return;
        }
        String unfinished = SinkNames.unfinished(whole);
        files.delete(unfinished);
        try (Writing out = files.create(unfinished)) {
            boolean isFirst = true;
            if (adds) {
                copy(names.path(), 0, out);
                isFirst = false;
            }
            for (PendingFile part : parts) {
                copy(part.path(), isFirst ? 0 : headerBytes, out);
                isFirst = false;
            }
            out.sync();
        } catch (IOException e) {
            deleteQuietly(unfinished, e);
            throw e;
        }
        files.move(unfinished, whole);
    }

    private void copy(String path, long from, Writing out) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        try (Reading in = files.open(path)) {
            long position = from;
            int count = in.read(position, buffer, 0, buffer.length);
            while (count >= 0) {
                out.write(buffer, 0, count);
                position += count;
                count = in.read(position, buffer, 0, buffer.length);
            }
        }
    }

    /** Gives the space of a half-made file back, if the disk lets us. */
    private void deleteQuietly(String path, IOException cause) {
        try {
            files.delete(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void abort(List<byte[]> prepared) throws IOException {
        for (List<PendingFile> parts : bySequence(prepared)) {
            for (PendingFile part : parts) {
                files.delete(part.path());
            }
            files.delete(SinkNames.whole(parts));
        }
    }

    @Override
    public void close() {}
}
