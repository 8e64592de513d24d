package io.millrace.plan.logical;

import io.millrace.expr.Expr;
import io.millrace.model.document.PortName;
import io.millrace.model.type.EdgeSchema;
import java.util.List;

/** Where the operation of a node puts its work. */
public interface LogicalBuilder {

    /** The outputs that come to an input port of the node, one per edge. */
    List<OutputRef> input(PortName port);

    /** What is known about the rows of an output. */
    EdgeSchema schema(OutputRef output);

    /** The expression with constants in the place of parameters. */
    Expr resolved(Expr expr);

    /**
     * Adds an operator.
     *
     * @param inputs for each of its input ports the outputs it reads
     * @return the id of the logical node
     */
    int add(LogicalOperator operator, List<List<OutputRef>> inputs);

    /**
     * Adds an operator that is one step of several the node is made of. It counts none of the node's rows.
     *
     * @param step tells it from the node's other ones, in words that stay when other parts of the node change
     */
    int add(LogicalOperator operator, List<List<OutputRef>> inputs, String step);

    /** Adds an operator with one input and one output. */
    default OutputRef addUnary(LogicalOperator operator, List<OutputRef> input) {
        return new OutputRef(add(operator, List.of(input)), 0);
    }

    /** Says what leaves by an output port of the node. */
    void output(PortName port, OutputRef rows);

    /** Whether anything reads an output port of the node. */
    boolean isRead(PortName port);
}
