package io.millrace.executor.checkpoint;

import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.engine.checkpoint.StoredFile;
import io.millrace.engine.checkpoint.TaskSnapshot;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.Fence;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import io.millrace.state.SegmentVerifier;
import io.millrace.state.SegmentVerifier.Findings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads checkpoints again, every byte of every file, and says all that is wrong. Needs no plan and no executor. Memory for one
 * block; one thread, which blocks.
 */
public final class CheckpointVerifier {

    private static final String MANIFEST = "/manifest";
    private static final int BUFFER_BYTES = 256 << 10;

    private final CheckpointStorage storage;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** What was found of files that were read already: checkpoints share them. */
    private final Map<StoredFile, Optional<RunError>> read = new HashMap<>();

    public CheckpointVerifier(CheckpointStorage storage) {
        this.storage = storage;
    }

    /**
     * One checkpoint.
     *
     * @param folder where it is
     * @param files how many it names, apart from its manifest
     * @param bytes of these
     * @param rows that stand in them; more than the state has where an increment holds a row anew
     * @param faults what is wrong, with file and place; none when all can be restored
     */
    public record Report(String folder, int files, long bytes, long rows, List<RunError> faults) {

        public Report {
            faults = List.copyOf(faults);
        }

        /** Whether nothing is wrong with it. */
        public boolean isWhole() {
            return faults.isEmpty();
        }
    }

    /** The folders of all checkpoints that have a manifest. */
    public List<String> checkpoints() throws IOException {
        return storage.list("").stream()
                .map(CheckpointStorage.Entry::path)
                .filter(path -> path.endsWith(MANIFEST))
                .map(path -> path.substring(0, path.length() - MANIFEST.length()))
                .toList();
    }

    /**
     * Reads a checkpoint.
     *
     * @param folder where it is
     * @throws IOException if the storage fails; what is missing or damaged is in the report
     */
    public Report verify(String folder) throws IOException {
        Manifest manifest;
        try {
            manifest = new CheckpointFiles(storage).read(folder + MANIFEST);
        } catch (RunException e) {
            return new Report(folder, 0, 0, 0, List.of(e.error().at(folder + MANIFEST)));
        }
        List<RunError> faults = new ArrayList<>(place(manifest, folder));
        Findings findings = new Findings(0, 0, 0, List.of());
        SegmentVerifier segments = new SegmentVerifier(storage);
        for (TaskSnapshot task : manifest.tasks()) {
            for (AtBarrier operator : task.operators()) {
                findings = findings.and(segments.verify(operator.state()));
            }
        }
        faults.addAll(findings.faults());
        long bytes = 0;
        for (StoredFile file : manifest.files()) {
            bytes += file.sizeBytes();
            // What is wrong in a segment is said there already, and closer to the place.
            Optional<RunError> fault = verify(file);
            if (faults.stream().noneMatch(known -> isIn(known, file))) {
                fault.ifPresent(faults::add);
            }
        }
        List<RunError> distinct = faults.stream().distinct().toList();
        return new Report(folder, manifest.files().size(), bytes, findings.rows(), distinct);
    }

    private static boolean isIn(RunError fault, StoredFile file) {
        String place = fault.position().orElse("");
        return place.equals(file.path()) || place.startsWith(file.path() + " ");
    }

    private static List<RunError> place(Manifest manifest, String folder) {
        String path =
                CheckpointFiles.manifest(new Fence(manifest.deployment(), manifest.attempt(), 1), manifest.number());
        return path.equals(folder + MANIFEST)
                ? List.of()
                : List.of(damaged(folder + MANIFEST, "it is of " + manifest.name() + " and belongs to " + path));
    }

    private Optional<RunError> verify(StoredFile file) throws IOException {
        Optional<RunError> known = read.get(file);
        if (known == null) {
            known = readAll(file);
            read.put(file, known);
        }
        return known;
    }

    private Optional<RunError> readAll(StoredFile file) throws IOException {
        CRC32C checksum = new CRC32C();
        try (FileStore.Reading reading = storage.open(file.path())) {
            long size = reading.sizeBytes();
            if (size != file.sizeBytes()) {
                return Optional.of(damaged(file.path(), "it has " + size + " bytes and had " + file.sizeBytes()));
            }
            long at = 0;
            while (at < size) {
                int count = reading.read(at, buffer, 0, (int) Math.min(buffer.length, size - at));
                if (count <= 0) {
                    return Optional.of(damaged(file.path(), "it became shorter while it was read"));
                }
                checksum.update(buffer, 0, count);
                at += count;
            }
        } catch (NoSuchFileException e) {
            return Optional.of(RunError.external(
                            "checkpoint.missing",
                            "A file of the checkpoint is missing. Restore an earlier checkpoint, or put the file back.",
                            false)
                    .at(file.path()));
        }
        return (int) checksum.getValue() == file.crc32c()
                ? Optional.empty()
                : Optional.of(damaged(file.path(), "its checksum differs"));
    }

    private static RunError damaged(String path, String what) {
        return RunError.external(
                        "checkpoint.damaged",
                        "A file of the checkpoint is damaged: " + what + ". Restore an earlier checkpoint.",
                        false)
                .at(path);
    }
}
