package io.millrace.protocol.checkpoint;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.checkpoint.StoredManifest.Kind;
import io.millrace.protocol.checkpoint.StoredManifest.Segment;
import io.millrace.protocol.checkpoint.v1.State;
import java.util.List;
import java.util.Map;

/** Where states are, as messages; files by their position in the manifest. */
record StateCodec(Map<String, Integer> positions) {

    State message(StoredManifest.State state) {
        return State.newBuilder()
                .setNodeId(state.nodeId())
                .setRole(state.role())
                .addAllElementIds(state.elementIds())
                .setKind(kind(state.kind()))
                .addAllKey(columns(state.key()))
                .addAllValue(columns(state.value()))
                .setBucketWidth(state.bucketWidth())
                .setRows(state.rows())
                .addAllSegments(state.segments().stream()
                        .map(segment -> State.Segment.newBuilder()
                                .setFile(position(segment.path()))
                                .setOffset(segment.offset())
                                .setLength(segment.length())
                                .setCrc32C(segment.crc32c())
                                .build())
                        .toList())
                .build();
    }

    private int position(String path) {
        Integer position = positions.get(path);
        if (position == null) {
            throw new IllegalArgumentException("A state is in " + path + ", which is no file of the checkpoint");
        }
        return position;
    }

    private static List<State.Column> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> State.Column.newBuilder()
                        .setName(column.name())
                        .setType(column.type().toString())
                        .build())
                .toList();
    }

    static StoredManifest.State state(State state, List<StoredManifest.File> files) {
        return new StoredManifest.State(
                state.getNodeId(),
                state.getRole(),
                state.getElementIdsList(),
                kind(state.getKind()),
                columnsOf(state.getKeyList()),
                columnsOf(state.getValueList()),
                state.getBucketWidth(),
                state.getRows(),
                state.getSegmentsList().stream()
                        .map(segment -> new Segment(
                                files.get(segment.getFile()).path(),
                                segment.getOffset(),
                                segment.getLength(),
                                segment.getCrc32C()))
                        .toList());
    }

    private static List<Column> columnsOf(List<State.Column> columns) {
        return columns.stream()
                .map(column -> new Column(column.getName(), DataType.parse(column.getType())))
                .toList();
    }

    private static State.Kind kind(Kind kind) {
        return switch (kind) {
            case TABLE -> State.Kind.KIND_TABLE;
            case LIST -> State.Kind.KIND_LIST;
            case ORDERED -> State.Kind.KIND_ORDERED;
            case BROADCAST -> State.Kind.KIND_BROADCAST;
            case SPLIT_LIST -> State.Kind.KIND_SPLIT_LIST;
            case TIMERS -> State.Kind.KIND_TIMERS;
        };
    }

    private static Kind kind(State.Kind kind) {
        return switch (kind) {
            case KIND_TABLE -> Kind.TABLE;
            case KIND_LIST -> Kind.LIST;
            case KIND_ORDERED -> Kind.ORDERED;
            case KIND_BROADCAST -> Kind.BROADCAST;
            case KIND_SPLIT_LIST -> Kind.SPLIT_LIST;
            case KIND_TIMERS -> Kind.TIMERS;
            case KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("a state of no known kind");
        };
    }
}
