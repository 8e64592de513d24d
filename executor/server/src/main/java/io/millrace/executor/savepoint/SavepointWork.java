package io.millrace.executor.savepoint;

import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.CheckpointPaths;
import io.millrace.engine.checkpoint.CheckpointPins;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointOrder.Work;
import io.millrace.protocol.job.SavepointReport.Contents;
import io.millrace.protocol.job.SavepointReport.Held;
import io.millrace.protocol.job.SavepointReport.State.Done;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.checkpoint.CheckpointStorage.Entry;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Does what an order says. Where it fails nothing of it stays. One thread, which blocks.
 *
 * @param storage ends it when nobody waits for it any more
 * @param mostStateBytes of memory that the states of one task may take, about
 * @param memory held by whoever has states of a savepoint in memory, which is one at a time
 * @param transfers opens the transfer of an order
 */
record SavepointWork(
        WorkLimit storage,
        StateBackend backend,
        long mostStateBytes,
        Lock memory,
        LongFunction<SavepointTransfer> transfers) {

    private static final String FOLDER = "savepoints/";

    /**
     * Does it.
     *
     * @param progress hears how far it is
     * @throws RunException when it cannot be done
     */
    Done run(SavepointOrder order, SavepointWriter.Progress progress) throws IOException {
        SavepointFiles files = new SavepointFiles(storage, FOLDER + order.savepoint());
        return switch (order.work()) {
            case Work.Export export -> export(order.savepoint(), export, files, progress);
            case Work.Restore(Optional<String> made) -> restore(order, made, files, progress);
            case Work.Receive receive -> receive(order.id(), receive, files);
            case Work.Send _ -> send(order.id(), files);
            case Work.Remove remove -> remove(order.savepoint(), remove, files);
            case Work.Clear(List<String> folders) -> {
                for (String folder : folders) {
                    clear(folder);
                }
                yield Done.PLAIN;
            }
        };
    }

    private Done export(String id, Work.Export export, SavepointFiles files, SavepointWriter.Progress progress)
            throws IOException {
        CheckpointPins pins = new CheckpointPins(storage);
        // What an executor before this one has left of it.
        files.delete();
        pins.add(export.manifest(), id);
        try {
            Manifest manifest = new CheckpointFiles(storage).read(export.manifest());
            if (!manifest.deployment().equals(export.deployment()) || manifest.number() != export.checkpoint()) {
                throw SavepointErrors.otherCheckpoint(export.manifest(), manifest.name());
            }
            PipelineDocument document = DocumentReader.load(export.document())
                    .understood()
                    .orElseThrow(() -> SavepointErrors.otherPlan(manifest.name(), "that it was ordered for"));
            Savepoint made =
                    new SavepointWriter(backend, storage, files, progress).write(manifest, document, export.plan());
            return new Done(Optional.of(contents(made, document, export.plan())), Optional.empty());
        } finally {
            pins.remove(export.deployment(), id);
        }
    }

    /** In a folder of the order's own: whatever another executor was told before, and does or gives up, is in another one. */
    private Done restore(
            SavepointOrder order, Optional<String> before, SavepointFiles files, SavepointWriter.Progress progress)
            throws IOException {
        if (before.isPresent() && isWhole(before.get())) {
            return new Done(Optional.empty(), before);
        }
        DeploymentId deployment = SavepointOrder.restored(order.savepoint(), order.id());
        boolean isMade = false;
        memory.lock();
        try {
            storage.check();
            String manifest =
                    new SavepointReader(backend, files, mostStateBytes).restore(storage, deployment, progress);
            isMade = true;
            return new Done(Optional.empty(), Optional.of(manifest));
        } finally {
            memory.unlock();
            if (!isMade) {
                clear(CheckpointPaths.of(deployment));
            }
        }
    }

    /** Whether a checkpoint that was made of it is there with all its files, as far as one can tell without reading them. */
    private boolean isWhole(String manifest) throws IOException {
        Map<String, Long> there = storage.list(CheckpointPaths.of(SavepointOrder.restored(manifest))).stream()
                .collect(Collectors.toMap(Entry::path, Entry::sizeBytes));
        if (!there.containsKey(manifest)) {
            return false;
        }
        try {
            return new CheckpointFiles(storage)
                    .read(manifest).files().stream()
                            .allMatch(file -> Objects.equals(there.get(file.path()), file.sizeBytes()));
        } catch (RunException e) {
            storage.check();
            return false;
        }
    }

    private Done receive(long order, Work.Receive receive, SavepointFiles files) throws IOException {
        files.delete();
        storage.leased(false);
        try (SavepointTransfer transfer = transfers.apply(order)) {
            InputStream in = transfer.in();
            SavepointArchive.read(new CutOff(in), files, receive.mostBytes());
        }
        storage.leased(true);
        boolean isWhole = false;
        memory.lock();
        try {
            storage.check();
            SavepointReader reader = new SavepointReader(backend, files, mostStateBytes);
            reader.verify();
            Contents contents = contents(reader.description(), reader.document(), reader.plan());
            isWhole = true;
            return new Done(Optional.of(contents), Optional.empty());
        } finally {
            memory.unlock();
            if (!isWhole) {
                files.delete();
            }
        }
    }

    private Done send(long order, SavepointFiles files) throws IOException {
        storage.leased(false);
        try (SavepointTransfer transfer = transfers.apply(order)) {
            OutputStream out = transfer.out();
            SavepointArchive.write(files, out);
            // Only a whole archive ends in order.
            out.close();
        }
        return Done.PLAIN;
    }

    private Done remove(String id, Work.Remove remove, SavepointFiles files) throws IOException {
        files.delete();
        if (remove.restored().isPresent()) {
            clear(CheckpointPaths.of(remove.restored().get()));
        }
        if (remove.of().isPresent()) {
            new CheckpointPins(storage).remove(remove.of().get(), id);
        }
        return Done.PLAIN;
    }

    private void clear(String folder) throws IOException {
        for (Entry entry : storage.list(folder)) {
            storage.delete(entry.path());
        }
    }

    private static Contents contents(Savepoint savepoint, PipelineDocument document, OperatorPlan plan) {
        Map<String, Long> bytes = savepoint.files().stream()
                .collect(Collectors.toMap(Savepoint.StoredFile::path, Savepoint.StoredFile::bytes));
        Map<String, List<Savepoint.StateFile>> byNode = savepoint.operators().stream()
                .flatMap(operator -> operator.parts().stream())
                .flatMap(part -> part.states().stream())
                .collect(Collectors.groupingBy(Savepoint.StateFile::node, TreeMap::new, Collectors.toList()));
        return new Contents(
                savepoint.pipeline(),
                savepoint.checkpoint(),
                savepoint.takenMicros(),
                savepoint.operators().stream()
                        .map(Savepoint.Operator::parts)
                        .mapToInt(Collection::size)
                        .filter(parts -> parts > 0)
                        .max()
                        .orElse(1),
                bytes.values().stream().mapToLong(Long::longValue).sum(),
                byNode.entrySet().stream()
                        .map(held -> held(held.getKey(), held.getValue(), path -> bytes.getOrDefault(path, 0L)))
                        .toList(),
                CanonicalJson.print(DocumentWriter.json(document)),
                plan);
    }

    private static Held held(String node, List<Savepoint.StateFile> files, Function<String, Long> bytes) {
        return new Held(
                node,
                (int) files.stream()
                        .map(file -> file.role() + file.elements())
                        .distinct()
                        .count(),
                files.stream().mapToLong(Savepoint.StateFile::rows).sum(),
                files.stream()
                        .map(file -> bytes.apply(file.file()))
                        .mapToLong(Long::longValue)
                        .sum());
    }
}
