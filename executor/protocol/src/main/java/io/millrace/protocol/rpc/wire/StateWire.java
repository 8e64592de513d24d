package io.millrace.protocol.rpc.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.JsonArray;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.TextSource;
import io.millrace.protocol.executor.v1.StateKey;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.KeyedState;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.plan.OperatorPlanCodec;
import io.millrace.protocol.plan.UnreadablePlan;
import java.util.Optional;

/** Questions about state, and their answers, as messages. */
public final class StateWire {

    private StateWire() {}

    /** The question as a message. */
    public static io.millrace.protocol.executor.v1.StateQuery encode(StateQuery query) {
        var out = io.millrace.protocol.executor.v1.StateQuery.newBuilder()
                .setId(query.id())
                .setDeployment(query.deployment().value())
                .setCheckpoint(query.checkpoint())
                .setManifest(query.manifest())
                .setPlan(UnsafeByteOperations.unsafeWrap(OperatorPlanCodec.encode(query.plan())));
        query.key()
                .ifPresent(key ->
                        out.setKey(StateKey.newBuilder().setNodeId(key.nodeId()).addAllValues(key.values())));
        return out.build();
    }

    /**
     * The question in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static StateQuery decode(io.millrace.protocol.executor.v1.StateQuery message) {
        UnreadableMessage.require(!message.getDeployment().isBlank(), "A question about state names no deployment");
        UnreadableMessage.require(!message.getManifest().isBlank(), "A question about state names no manifest");
        UnreadableMessage.require(
                message.getKey().getValuesCount() <= StateQuery.MOST_VALUES,
                "A key has " + message.getKey().getValuesCount() + " columns");
        try {
            return new StateQuery(
                    message.getId(),
                    new DeploymentId(message.getDeployment()),
                    CheckpointWire.number(message.getCheckpoint()),
                    message.getManifest(),
                    OperatorPlanCodec.decode(message.getPlan().toByteArray()),
                    message.hasKey()
                            ? Optional.of(new StateQuery.Key(
                                    message.getKey().getNodeId(),
                                    message.getKey().getValuesList()))
                            : Optional.empty());
        } catch (UnreadablePlan e) {
            throw new UnreadableMessage("The plan of a question about state cannot be read: " + e.getMessage(), e);
        }
    }

    /** The answer as a message. */
    public static io.millrace.protocol.executor.v1.StateAnswer encode(StateAnswer answer) {
        var out = io.millrace.protocol.executor.v1.StateAnswer.newBuilder().setId(answer.id());
        answer.error().ifPresent(error -> out.setError(RunErrorWire.encode(error)));
        answer.states().forEach(state -> out.addStates(encode(state)));
        return out.build();
    }

    /**
     * The answer in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static StateAnswer decode(io.millrace.protocol.executor.v1.StateAnswer message) {
        return new StateAnswer(
                message.getId(),
                message.hasError() ? Optional.of(RunErrorWire.decode(message.getError())) : Optional.empty(),
                message.getStatesList().stream().map(StateWire::decode).toList());
    }

    private static io.millrace.protocol.executor.v1.KeyedState encode(KeyedState state) {
        var out = io.millrace.protocol.executor.v1.KeyedState.newBuilder()
                .setNodeId(state.nodeId())
                .setRole(state.role())
                .setKind(kind(state.kind()))
                .setRows(state.rows())
                .setBytes(state.bytes());
        state.key().forEach(column -> out.addKey(TapWire.column(column)));
        state.found().ifPresent(found -> out.setFound(encode(found)));
        return out.build();
    }

    private static KeyedState decode(io.millrace.protocol.executor.v1.KeyedState message) {
        return new KeyedState(
                message.getNodeId(),
                message.getRole(),
                kind(message.getKind()),
                message.getKeyList().stream().map(TapWire::column).toList(),
                message.getRows(),
                message.getBytes(),
                message.hasFound() ? Optional.of(decode(message.getFound())) : Optional.empty());
    }

    private static io.millrace.protocol.executor.v1.KeyedState.Found encode(KeyedState.Found found) {
        var out = io.millrace.protocol.executor.v1.KeyedState.Found.newBuilder().setTotal(found.total());
        found.columns().forEach(column -> out.addColumns(TapWire.column(column)));
        found.rows().forEach(row -> out.addRows(CanonicalJson.print(row)));
        return out.build();
    }

    private static KeyedState.Found decode(io.millrace.protocol.executor.v1.KeyedState.Found message) {
        return new KeyedState.Found(
                message.getColumnsList().stream().map(TapWire::column).toList(),
                message.getRowsList().stream().map(StateWire::row).toList(),
                message.getTotal());
    }

    private static JsonArray row(String text) {
        // Without the values in the message: rows do not belong into logs.
        if (!(JsonText.parse(TextSource.of(text)).value().orElse(null) instanceof JsonArray values)) {
            throw new UnreadableMessage("The values of a row of state are no JSON array");
        }
        return values;
    }

    private static io.millrace.protocol.executor.v1.KeyedState.Kind kind(KeyedState.Kind kind) {
        return switch (kind) {
            case TABLE -> io.millrace.protocol.executor.v1.KeyedState.Kind.KIND_TABLE;
            case LIST -> io.millrace.protocol.executor.v1.KeyedState.Kind.KIND_LIST;
            case ORDERED -> io.millrace.protocol.executor.v1.KeyedState.Kind.KIND_ORDERED;
            case BROADCAST -> io.millrace.protocol.executor.v1.KeyedState.Kind.KIND_BROADCAST;
            case TIMERS -> io.millrace.protocol.executor.v1.KeyedState.Kind.KIND_TIMERS;
        };
    }

    private static KeyedState.Kind kind(io.millrace.protocol.executor.v1.KeyedState.Kind kind) {
        return switch (kind) {
            case KIND_TABLE -> KeyedState.Kind.TABLE;
            case KIND_LIST -> KeyedState.Kind.LIST;
            case KIND_ORDERED -> KeyedState.Kind.ORDERED;
            case KIND_BROADCAST -> KeyedState.Kind.BROADCAST;
            case KIND_TIMERS -> KeyedState.Kind.TIMERS;
            case KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableMessage("The kind of a state is missing, or one that this version does not know");
        };
    }
}
