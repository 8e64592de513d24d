package io.millrace.engine.checkpoint;

import io.millrace.protocol.checkpoint.StoredManifestCodec;
import io.millrace.protocol.checkpoint.UnreadableManifest;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.TaskId;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.CheckpointStorage.Upload;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.io.FileStore.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes and reads the files of checkpoints. All methods may block; any thread. */
public record CheckpointFiles(CheckpointStorage storage) {

    /** No manifest is so long; what is is none. */
    private static final long MOST_MANIFEST_BYTES = 1L << 30;

    /**
     * What was written of a task.
     *
     * @param snapshots of each state, in order
     * @param file where it is; none if nothing had to be written
     */
    public record Written(List<OperatorSnapshot> snapshots, Optional<StoredFile> file) {}

    /** Where the manifest of a checkpoint is. */
    public static String manifest(Fence attempt, long number) {
        return CheckpointPaths.manifest(attempt, number);
    }

    /** Writes the states of a task into one file. */
    public Written write(Fence attempt, long number, TaskId task, List<FrozenState> states) throws IOException {
        String path = CheckpointPaths.states(attempt, number, task);
        try (StateUpload upload = new StateUpload(storage, path)) {
            List<OperatorSnapshot> snapshots = new ArrayList<>();
            for (FrozenState state : states) {
                snapshots.add(state.write(upload, path));
            }
            upload.finish();
            return new Written(snapshots, upload.stored());
        }
    }

    /** Writes an executor's part; where it is. */
    public String writePart(Fence attempt, ExecutorId executor, Manifest part) throws IOException {
        String path = CheckpointPaths.part(attempt, part.number(), executor);
        write(path, part);
        return path;
    }

    /**
     * Merges parts into the manifest; where it is. One that is there already stays as it is.
     *
     * @param tasks all tasks of the attempt
     */
    public Merged merge(Fence attempt, long number, List<String> parts, Set<TaskId> tasks) throws IOException {
        List<Manifest> read = new ArrayList<>();
        for (String part : parts) {
            read.add(read(part));
        }
        Manifest manifest = Manifest.merge(read, tasks);
        return new Merged(writeManifest(attempt, manifest), manifest);
    }

    /** Writes a manifest whose files are all there; where it is. One that is there already stays as it is. */
    public String writeManifest(Fence attempt, Manifest manifest) throws IOException {
        String path = CheckpointPaths.manifest(attempt, manifest.number());
        write(path, manifest);
        return path;
    }

    /** A manifest and where it is. */
    public record Merged(String path, Manifest manifest) {}

    private void write(String path, Manifest manifest) throws IOException {
        byte[] bytes = StoredManifestCodec.encode(ManifestForm.stored(manifest));
        try (Upload upload = storage.begin(path)) {
            upload.write(bytes, 0, bytes.length);
            upload.finish();
        }
    }

    /**
     * Reads a manifest, or a part of one.
     *
     * @throws io.millrace.spi.error.RunException {@link CheckpointErrors#DAMAGED} when it is missing or not as it was
     *     written; names the file
     */
    public Manifest read(String path) {
        try (Reading file = storage.open(path)) {
            long size = file.sizeBytes();
            if (size > MOST_MANIFEST_BYTES) {
                throw CheckpointErrors.damaged(path, "has " + size + " bytes, more than any manifest");
            }
            byte[] bytes = new byte[(int) size];
            int read = 0;
            while (read < bytes.length) {
                int count = file.read(read, bytes, read, bytes.length - read);
                if (count < 0) {
                    throw CheckpointErrors.damaged(path, "ends after " + read + " of " + size + " bytes");
                }
                read += count;
            }
            return ManifestForm.read(StoredManifestCodec.decode(bytes));
        } catch (UnreadableManifest e) {
            throw CheckpointErrors.damaged(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CheckpointErrors.reading(path, e);
        }
    }
}
