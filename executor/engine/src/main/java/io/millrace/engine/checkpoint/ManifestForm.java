package io.millrace.engine.checkpoint;

import io.millrace.columns.KeyGroupRange;
import io.millrace.engine.checkpoint.TaskSnapshot.AtBarrier;
import io.millrace.engine.operators.source.SplitAssigner;
import io.millrace.model.type.Schema;
import io.millrace.protocol.checkpoint.StoredManifest;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.source.Split;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.List;

/** Manifests in the form in which they are stored, and back. */
final class ManifestForm {

    private ManifestForm() {}

    static StoredManifest stored(Manifest manifest) {
        return new StoredManifest(
                manifest.deployment(),
                manifest.attempt(),
                manifest.number(),
                manifest.takenMicros(),
                manifest.plan().sha256(),
                manifest.tasks().stream()
                        .map(task -> new StoredManifest.Task(
                                task.task(),
                                task.operators().stream()
                                        .map(ManifestForm::stored)
                                        .toList()))
                        .toList(),
                manifest.sources().stream()
                        .map(source -> new StoredManifest.Source(
                                source.operator(),
                                source.enumerator(),
                                source.assigner().lookedOnce(),
                                source.assigner().allFound(),
                                stored(source.assigner().unassigned())))
                        .toList(),
                manifest.prepared(),
                manifest.files().stream()
                        .map(file -> new StoredManifest.File(file.path(), file.sizeBytes(), file.crc32c()))
                        .toList());
    }

    private static StoredManifest.Operator stored(AtBarrier operator) {
        return new StoredManifest.Operator(
                operator.operator(),
                operator.watermarks(),
                operator.state().groups().first(),
                operator.state().groups().end(),
                operator.state().states().stream().map(ManifestForm::stored).toList(),
                stored(operator.splits()));
    }

    private static StoredManifest.State stored(OperatorSnapshot.State state) {
        return new StoredManifest.State(
                state.id().nodeId(),
                state.id().role(),
                state.id().elementIds(),
                StoredManifest.Kind.valueOf(state.kind().name()),
                state.layout().key().columns(),
                state.layout().value().columns(),
                state.bucketWidth(),
                state.rows(),
                state.segments().stream()
                        .map(segment -> new StoredManifest.Segment(
                                segment.path(), segment.offset(), segment.length(), segment.crc32c()))
                        .toList());
    }

    private static List<StoredManifest.Split> stored(List<Split> splits) {
        return splits.stream()
                .map(split -> new StoredManifest.Split(split.id(), split.state(), split.earliestMicros()))
                .toList();
    }

    /**
     * The manifest that was stored.
     *
     * @throws RuntimeException when it is none that this release could have stored
     */
    static Manifest read(StoredManifest stored) {
        return new Manifest(
                stored.deployment(),
                stored.attempt(),
                stored.number(),
                stored.takenMicros(),
                new PlanIdentity(stored.planSha256()),
                stored.tasks().stream()
                        .map(task -> new TaskSnapshot(
                                task.task(),
                                task.operators().stream()
                                        .map(ManifestForm::read)
                                        .toList()))
                        .toList(),
                stored.sources().stream()
                        .map(source -> new SourceSnapshot(
                                source.operator(),
                                source.enumerator(),
                                new SplitAssigner.Known(
                                        source.lookedOnce(), source.allFound(), read(source.unassigned()))))
                        .toList(),
                stored.prepared(),
                stored.files().stream()
                        .map(file -> new StoredFile(file.path(), file.sizeBytes(), file.crc32c()))
                        .toList());
    }

    private static AtBarrier read(StoredManifest.Operator operator) {
        return new AtBarrier(
                operator.operator(),
                operator.watermarks(),
                new OperatorSnapshot(
                        new KeyGroupRange(operator.firstGroup(), operator.endGroup()),
                        operator.states().stream().map(ManifestForm::read).toList()),
                read(operator.splits()));
    }

    private static OperatorSnapshot.State read(StoredManifest.State state) {
        return new OperatorSnapshot.State(
                new StateId(state.nodeId(), state.role(), state.elementIds()),
                OperatorSnapshot.Kind.valueOf(state.kind().name()),
                new TableLayout(new Schema(state.key()), new Schema(state.value())),
                state.bucketWidth(),
                state.rows(),
                state.segments().stream()
                        .map(segment -> new OperatorSnapshot.Segment(
                                segment.path(), segment.offset(), segment.length(), segment.crc32c()))
                        .toList());
    }

    private static List<Split> read(List<StoredManifest.Split> splits) {
        return splits.stream()
                .map(split -> new Split(split.id(), split.state(), split.earliestMicros()))
                .toList();
    }
}
