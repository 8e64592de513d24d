package io.millrace.protocol.rpc.wire;

import com.google.protobuf.ByteString;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.job.Transfer.StateName;
import io.millrace.protocol.plan.PlanIdentity;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;

/** What another deployment's checkpoint means, as messages. */
final class TransferWire {

    private static final int SHA256_BYTES = 32;

    private TransferWire() {}

    static io.millrace.protocol.executor.v1.Transfer encode(Transfer transfer) {
        var out = io.millrace.protocol.executor.v1.Transfer.newBuilder()
                .setDeployment(transfer.deployment().value())
                .setPlan(ByteString.copyFrom(
                        HexFormat.of().parseHex(transfer.plan().sha256())));
        transfer.operators()
                .forEach((operator, origin) ->
                        out.addOperatorsBuilder().setOperator(operator).setOrigin(origin));
        transfer.states()
                .forEach(state ->
                        out.addStatesBuilder().setNodeId(state.nodeId()).setRole(state.role()));
        return out.build();
    }

    static Transfer decode(io.millrace.protocol.executor.v1.Transfer message) {
        UnreadableMessage.require(
                message.getPlan().size() == SHA256_BYTES, "A transfer is of no plan that has an identity");
        TreeMap<Integer, Integer> operators = new TreeMap<>();
        message.getOperatorsList().forEach(origin -> operators.put(origin.getOperator(), origin.getOrigin()));
        TreeSet<StateName> states = new TreeSet<>();
        message.getStatesList().forEach(state -> states.add(new StateName(state.getNodeId(), state.getRole())));
        return new Transfer(
                new DeploymentId(message.getDeployment()),
                new PlanIdentity(HexFormat.of().formatHex(message.getPlan().toByteArray())),
                operators,
                states);
    }
}
