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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Does what an order says. Where it fails nothing of it stays. One thread, which blocks.
 *
 * @param storage ends it when nobody waits for it any more
 * @param mostStateBytes of memory that the rows of one state may take, about
 * @param transfers opens the transfer of an order
 */
record SavepointWork(
        WorkLimit storage, StateBackend backend, long mostStateBytes, LongFunction<SavepointTransfer> transfers) {

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
            case Work.Restore _ -> restore(order.savepoint(), files);
            case Work.Receive receive -> receive(order.id(), receive, files);
            case Work.Send _ -> send(order.id(), files);
            case Work.Remove remove -> remove(order.savepoint(), remove, files);
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

    private Done restore(String id, SavepointFiles files) throws IOException {
        DeploymentId deployment = SavepointOrder.restored(id);
        clear(deployment);
        boolean isMade = false;
        try {
            String manifest = new SavepointReader(backend, files, mostStateBytes).restore(storage, deployment);
            isMade = true;
            return new Done(Optional.empty(), Optional.of(manifest));
        } finally {
            if (!isMade) {
                clear(deployment);
            }
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
        try {
            SavepointReader reader = new SavepointReader(backend, files, mostStateBytes);
            reader.verify();
            Contents contents = contents(reader.description(), reader.document(), reader.plan());
            isWhole = true;
            return new Done(Optional.of(contents), Optional.empty());
        } finally {
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
        clear(SavepointOrder.restored(id));
        if (remove.of().isPresent()) {
            new CheckpointPins(storage).remove(remove.of().get(), id);
        }
        return Done.PLAIN;
    }

    private void clear(DeploymentId deployment) throws IOException {
        for (Entry entry : storage.list(CheckpointPaths.of(deployment))) {
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
