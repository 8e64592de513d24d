package io.millrace.protocol.plan;

import io.millrace.expr.Expr;
import io.millrace.model.error.DeadLetter;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import java.util.List;
import java.util.Map;

/**
 * One operator of a plan. What {@code config} and {@code expressions} hold is agreed between {@code plan.nodes.X}, which
 * writes it, and {@code engine.operators.X}, which reads it; nobody between them looks inside.
 *
 * @param id unique in the plan
 * @param type which operator of the engine it is
 * @param nodeIds the nodes of the drawing it does the work of, in the order rows pass them; the first names the operator
 *     in messages
 * @param inputs what each input port gets
 * @param outputs what each output port gives
 * @param config the operator's settings
 * @param expressions typed trees by name, over the columns the operator says
 * @param letters the sink nodes that get letters about rows which fail in it; each has a port behind those of {@code
 *     outputs}, in this order, which the runtime serves and the operator does not know of
 */
public record PhysicalOperator(
        int id,
        String type,
        List<String> nodeIds,
        List<EdgeSchema> inputs,
        List<EdgeSchema> outputs,
        JsonObject config,
        Map<String, List<Expr>> expressions,
        List<String> letters) {

    public PhysicalOperator {
        nodeIds = List.copyOf(nodeIds);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        expressions = Map.copyOf(expressions);
        letters = List.copyOf(letters);
        if (nodeIds.isEmpty()) {
            throw new IllegalArgumentException("Operator " + id + " (" + type + ") belongs to no node");
        }
    }

    /** An operator that writes no letters. */
    public PhysicalOperator(
            int id,
            String type,
            List<String> nodeIds,
            List<EdgeSchema> inputs,
            List<EdgeSchema> outputs,
            JsonObject config,
            Map<String, List<Expr>> expressions) {
        this(id, type, nodeIds, inputs, outputs, config, expressions, List.of());
    }

    /** The same, writing letters to these sink nodes. */
    public PhysicalOperator withLetters(List<String> sinks) {
        return new PhysicalOperator(id, type, nodeIds, inputs, outputs, config, expressions, sinks);
    }

    /** How many output ports there are: those of {@link #outputs}, then one per sink of {@link #letters}. */
    public int ports() {
        return outputs.size() + letters.size();
    }

    /** What leaves by an output port. */
    public EdgeSchema output(int port) {
        return port < outputs.size() ? outputs.get(port) : EdgeSchema.append(DeadLetter.SCHEMA);
    }

    /** The node that names the operator in messages. */
    public String nodeId() {
        return nodeIds.getFirst();
    }

    /** The settings, to be read by key. */
    public OperatorConfig settings() {
        return new OperatorConfig(config);
    }

    /** The trees under this name. */
    public List<Expr> expressions(String name) {
        List<Expr> trees = expressions.get(name);
        if (trees == null) {
            throw new IllegalArgumentException("Operator " + id + " (" + type + ") has no expressions " + name);
        }
        return trees;
    }
}
