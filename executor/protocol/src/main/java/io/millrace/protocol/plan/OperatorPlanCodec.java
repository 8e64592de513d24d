package io.millrace.protocol.plan;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.expr.Expr;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.TextSource;
import io.millrace.protocol.plan.v1.Edge;
import io.millrace.protocol.plan.v1.ExpressionList;
import io.millrace.protocol.plan.v1.Operator;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Operator plans as bytes, in protobuf. Equal plans have equal bytes. */
public final class OperatorPlanCodec {

    private OperatorPlanCodec() {}

    /**
     * The plan as bytes.
     *
     * @throws IllegalArgumentException when an expression still holds a parameter
     */
    public static byte[] encode(OperatorPlan plan) {
        var out = io.millrace.protocol.plan.v1.OperatorPlan.newBuilder()
                .setVersion(OperatorPlan.VERSION)
                .setTimeZone(plan.timeZone().getId());
        plan.operators().forEach(operator -> out.addOperators(operator(operator)));
        for (Fragment fragment : plan.fragments()) {
            out.addFragments(io.millrace.protocol.plan.v1.Fragment.newBuilder()
                    .setId(fragment.id())
                    .addAllOperators(fragment.operators())
                    .setParallelism(fragment.parallelism())
                    .setBlocking(fragment.blocking()));
        }
        plan.edges().forEach(edge -> out.addEdges(edge(edge)));
        for (NodePolicy policy : plan.policies()) {
            out.addPolicies(policy(policy));
        }
        return out.build().toByteArray();
    }

    private static io.millrace.protocol.plan.v1.NodePolicy policy(NodePolicy policy) {
        var out = io.millrace.protocol.plan.v1.NodePolicy.newBuilder()
                .setNodeId(policy.nodeId())
                .setAction(
                        switch (policy.action()) {
                            case FAIL -> io.millrace.protocol.plan.v1.NodePolicy.Action.ACTION_FAIL;
                            case SKIP -> io.millrace.protocol.plan.v1.NodePolicy.Action.ACTION_SKIP;
                            case DEAD_LETTER -> io.millrace.protocol.plan.v1.NodePolicy.Action.ACTION_DEAD_LETTER;
                        })
                .setLimit(policy.limit());
        policy.to().ifPresent(out::setTo);
        return out.build();
    }

    private static Operator operator(PhysicalOperator operator) {
        Operator.Builder out = Operator.newBuilder()
                .setId(operator.id())
                .setType(operator.type())
                .addAllNodeIds(operator.nodeIds())
                .addAllLetters(operator.letters())
                .setConfig(ByteString.copyFromUtf8(operator.config().toString()));
        operator.inputs().forEach(edge -> out.addInputs(EdgeSchemaCodec.encode(edge)));
        operator.outputs().forEach(edge -> out.addOutputs(EdgeSchemaCodec.encode(edge)));
        new TreeMap<>(operator.expressions())
                .forEach((name, trees) -> out.addExpressions(ExpressionList.newBuilder()
                        .setName(name)
                        .addAllExpressions(
                                trees.stream().map(ExpressionCodec::encode).toList())));
        return out.build();
    }

    private static Edge edge(PlanEdge edge) {
        Edge.Builder out = Edge.newBuilder()
                .setFrom(edge.from())
                .setFromPort(edge.fromPort())
                .setTo(edge.to())
                .setToPort(edge.toPort())
                .setDistribution(
                        switch (edge.distribution()) {
                            case Distribution.Local _ -> io.millrace.protocol.plan.v1.Distribution.DISTRIBUTION_LOCAL;
                            case Distribution.Forward _ ->
                                io.millrace.protocol.plan.v1.Distribution.DISTRIBUTION_FORWARD;
                            case Distribution.Hash _ -> io.millrace.protocol.plan.v1.Distribution.DISTRIBUTION_HASH;
                            case Distribution.Broadcast _ ->
                                io.millrace.protocol.plan.v1.Distribution.DISTRIBUTION_BROADCAST;
                            case Distribution.Rebalance _ ->
                                io.millrace.protocol.plan.v1.Distribution.DISTRIBUTION_REBALANCE;
                        });
        if (edge.distribution() instanceof Distribution.Hash(List<Integer> columns)) {
            out.addAllHashColumns(columns);
        }
        return out.build();
    }

    /**
     * The plan that these bytes hold.
     *
     * @throws UnreadablePlan when they hold none, or one that this version does not understand
     */
    public static OperatorPlan decode(byte[] bytes) {
        io.millrace.protocol.plan.v1.OperatorPlan message;
        try {
            message = io.millrace.protocol.plan.v1.OperatorPlan.parseFrom(bytes);
        } catch (InvalidProtocolBufferException broken) {
            throw new UnreadablePlan("These bytes are no operator plan", broken);
        }
        if (message.getVersion() != OperatorPlan.VERSION) {
            throw new UnreadablePlan("The plan is of version " + message.getVersion() + "; this release reads version "
                    + OperatorPlan.VERSION);
        }
        try {
            return new OperatorPlan(
                    ZoneId.of(message.getTimeZone()),
                    message.getOperatorsList().stream()
                            .map(OperatorPlanCodec::operator)
                            .toList(),
                    message.getFragmentsList().stream()
                            .map(fragment -> new Fragment(
                                    fragment.getId(),
                                    fragment.getOperatorsList(),
                                    fragment.getParallelism(),
                                    fragment.getBlocking()))
                            .toList(),
                    message.getEdgesList().stream().map(OperatorPlanCodec::edge).toList(),
                    message.getPoliciesList().stream()
                            .map(OperatorPlanCodec::policy)
                            .toList());
        } catch (IllegalArgumentException | DateTimeException broken) {
            throw new UnreadablePlan(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static PhysicalOperator operator(Operator operator) {
        Map<String, List<Expr>> expressions = new HashMap<>();
        for (ExpressionList list : operator.getExpressionsList()) {
            expressions.put(
                    list.getName(),
                    list.getExpressionsList().stream()
                            .map(ExpressionCodec::decode)
                            .toList());
        }
        return new PhysicalOperator(
                operator.getId(),
                operator.getType(),
                operator.getNodeIdsList(),
                operator.getInputsList().stream().map(EdgeSchemaCodec::decode).toList(),
                operator.getOutputsList().stream().map(EdgeSchemaCodec::decode).toList(),
                config(operator.getConfig().toString(StandardCharsets.UTF_8)),
                expressions,
                operator.getLettersList());
    }

    private static JsonObject config(String text) {
        Json json = JsonText.parse(TextSource.of(text))
                .value()
                .orElseThrow(() -> new UnreadablePlan("An operator's config is no JSON"));
        if (!(json instanceof JsonObject object)) {
            throw new UnreadablePlan("An operator's config is " + json.sort());
        }
        return object;
    }

    private static PlanEdge edge(Edge edge) {
        Distribution distribution =
                switch (edge.getDistribution()) {
                    case DISTRIBUTION_LOCAL -> new Distribution.Local();
                    case DISTRIBUTION_FORWARD -> new Distribution.Forward();
                    case DISTRIBUTION_HASH -> new Distribution.Hash(edge.getHashColumnsList());
                    case DISTRIBUTION_BROADCAST -> new Distribution.Broadcast();
                    case DISTRIBUTION_REBALANCE -> new Distribution.Rebalance();
                    case DISTRIBUTION_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadablePlan("An edge distributes its rows in an unknown way");
                };
        return new PlanEdge(edge.getFrom(), edge.getFromPort(), edge.getTo(), edge.getToPort(), distribution);
    }

    private static NodePolicy policy(io.millrace.protocol.plan.v1.NodePolicy policy) {
        NodePolicy.Action action =
                switch (policy.getAction()) {
                    case ACTION_FAIL -> NodePolicy.Action.FAIL;
                    case ACTION_SKIP -> NodePolicy.Action.SKIP;
                    case ACTION_DEAD_LETTER -> NodePolicy.Action.DEAD_LETTER;
                    case ACTION_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadablePlan("The node " + policy.getNodeId() + " has an unknown policy");
                };
        return new NodePolicy(
                policy.getNodeId(),
                action,
                policy.getLimit(),
                policy.hasTo() ? Optional.of(policy.getTo()) : Optional.empty());
    }
}
