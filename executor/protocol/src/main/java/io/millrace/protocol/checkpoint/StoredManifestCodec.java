package io.millrace.protocol.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.protocol.checkpoint.v1.File;
import io.millrace.protocol.checkpoint.v1.Operator;
import io.millrace.protocol.checkpoint.v1.Source;
import io.millrace.protocol.checkpoint.v1.Task;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Manifests as bytes: four that name the format, its version, a checksum, then {@code checkpoint.proto}. */
public final class StoredManifestCodec {

    /** Raised when the meaning of something changes. */
    public static final int VERSION = 1;

    private static final int MAGIC = 'M' << 24 | 'R' << 16 | 'C' << 8 | 'K';
    private static final int HEADER_BYTES = 3 * Integer.BYTES;

    private StoredManifestCodec() {}

    /** As bytes. */
    public static byte[] encode(StoredManifest manifest) {
        byte[] message = message(manifest).toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + message.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(crc(message, 0))
                .put(message)
                .array();
    }

    /** What {@link #encode} made bytes of. */
    public static StoredManifest decode(byte[] bytes) throws UnreadableManifest {
        if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getInt(0) != MAGIC) {
            throw new UnreadableManifest("is no manifest of a checkpoint");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int version = header.getInt(Integer.BYTES);
        if (version != VERSION) {
            throw new UnreadableManifest("is of format version " + version + ", and this release reads " + VERSION);
        }
        if (header.getInt(2 * Integer.BYTES) != crc(bytes, HEADER_BYTES)) {
            throw new UnreadableManifest("is damaged: its checksum is another");
        }
        try {
            ByteString message = ByteString.copyFrom(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
            return manifest(io.millrace.protocol.checkpoint.v1.Manifest.parseFrom(message));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new UnreadableManifest("holds what this release does not understand: " + e.getMessage());
        }
    }

    private static int crc(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    private static io.millrace.protocol.checkpoint.v1.Manifest message(StoredManifest manifest) {
        var out = io.millrace.protocol.checkpoint.v1.Manifest.newBuilder()
                .setDeployment(manifest.deployment().value())
                .setAttempt(manifest.attempt())
                .setNumber(manifest.number())
                .setTakenMicros(manifest.takenMicros())
                .setPlan(ByteString.copyFrom(HexFormat.of().parseHex(manifest.planSha256())));
        Map<String, Integer> positions = new HashMap<>();
        for (StoredManifest.File file : manifest.files()) {
            positions.put(file.path(), positions.size());
            out.addFiles(File.newBuilder()
                    .setPath(file.path())
                    .setSizeBytes(file.sizeBytes())
                    .setCrc32C(file.crc32c()));
        }
        StateCodec states = new StateCodec(positions);
        for (StoredManifest.Task task : manifest.tasks()) {
            Task.Builder one = Task.newBuilder()
                    .setFragment(task.task().fragment())
                    .setIndex(task.task().index())
                    .setEnded(task.operators().isEmpty());
            task.operators().forEach(operator -> one.addOperators(message(operator, states)));
            out.addTasks(one);
        }
        manifest.sources().forEach(source -> out.addSources(message(source)));
        manifest.prepared()
                .byOperator()
                .keySet()
                .forEach(operator -> out.addPrepared(io.millrace.protocol.checkpoint.v1.Prepared.newBuilder()
                        .setOperator(operator)
                        .addAllCommittables(manifest.prepared().of(operator).stream()
                                .map(ByteString::copyFrom)
                                .toList())));
        return out.build();
    }

    private static Operator message(StoredManifest.Operator operator, StateCodec states) {
        return Operator.newBuilder()
                .setOperator(operator.operator())
                .addAllWatermarks(operator.watermarks())
                .setFirstGroup(operator.firstGroup())
                .setEndGroup(operator.endGroup())
                .addAllStates(operator.states().stream().map(states::message).toList())
                .addAllSplits(operator.splits().stream()
                        .map(StoredManifestCodec::message)
                        .toList())
                .build();
    }

    private static Source message(StoredManifest.Source source) {
        Source.Builder out = Source.newBuilder()
                .setOperator(source.operator())
                .setLookedOnce(source.lookedOnce())
                .setAllFound(source.allFound())
                .addAllUnassigned(source.unassigned().stream()
                        .map(StoredManifestCodec::message)
                        .toList());
        source.enumerator().ifPresent(bytes -> out.setEnumerator(ByteString.copyFrom(bytes)));
        return out.build();
    }

    private static io.millrace.protocol.checkpoint.v1.Split message(StoredManifest.Split split) {
        var out = io.millrace.protocol.checkpoint.v1.Split.newBuilder()
                .setId(split.id())
                .setState(ByteString.copyFrom(split.state()));
        if (split.earliestMicros() != StoredManifest.UNKNOWN_TIME) {
            out.setEarliestMicros(split.earliestMicros());
        }
        return out.build();
    }

    private static StoredManifest manifest(io.millrace.protocol.checkpoint.v1.Manifest message) {
        List<StoredManifest.File> files = message.getFilesList().stream()
                .map(file -> new StoredManifest.File(file.getPath(), file.getSizeBytes(), file.getCrc32C()))
                .toList();
        Prepared prepared = Prepared.NOTHING;
        for (var sink : message.getPreparedList()) {
            prepared = prepared.and(
                    sink.getOperator(),
                    sink.getCommittablesList().stream()
                            .map(ByteString::toByteArray)
                            .toList());
        }
        return new StoredManifest(
                new DeploymentId(message.getDeployment()),
                message.getAttempt(),
                message.getNumber(),
                message.getTakenMicros(),
                HexFormat.of().formatHex(message.getPlan().toByteArray()),
                message.getTasksList().stream().map(task -> task(task, files)).toList(),
                message.getSourcesList().stream()
                        .map(StoredManifestCodec::source)
                        .toList(),
                prepared,
                files);
    }

    private static StoredManifest.Task task(Task task, List<StoredManifest.File> files) {
        if (task.getEnded() != (task.getOperatorsCount() == 0)) {
            throw new IllegalArgumentException("a task that has ended has operators, or one that has not has none");
        }
        return new StoredManifest.Task(
                new TaskId(task.getFragment(), task.getIndex()),
                task.getOperatorsList().stream()
                        .map(operator -> new StoredManifest.Operator(
                                operator.getOperator(),
                                operator.getWatermarksList(),
                                operator.getFirstGroup(),
                                operator.getEndGroup(),
                                operator.getStatesList().stream()
                                        .map(state -> StateCodec.state(state, files))
                                        .toList(),
                                operator.getSplitsList().stream()
                                        .map(StoredManifestCodec::split)
                                        .toList()))
                        .toList());
    }

    private static StoredManifest.Source source(Source source) {
        return new StoredManifest.Source(
                source.getOperator(),
                source.hasEnumerator() ? Optional.of(source.getEnumerator().toByteArray()) : Optional.empty(),
                source.getLookedOnce(),
                source.getAllFound(),
                source.getUnassignedList().stream()
                        .map(StoredManifestCodec::split)
                        .toList());
    }

    private static StoredManifest.Split split(io.millrace.protocol.checkpoint.v1.Split split) {
        return new StoredManifest.Split(
                split.getId(),
                split.getState().toByteArray(),
                split.hasEarliestMicros() ? split.getEarliestMicros() : StoredManifest.UNKNOWN_TIME);
    }
}
