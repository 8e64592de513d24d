package io.millrace.plan.node;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.document.Settings;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node type sees of the pipeline while it types one node. Field paths start at the node's config. Whatever
 * answers {@code Optional} has reported why when it answers nothing.
 */
public interface TypingContext {

    /** The node. */
    Node node();

    /** What holds for the whole pipeline. */
    Settings settings();

    /** The node's config as the record of its type. */
    <C extends Record> Optional<C> config(ConfigBinder<C> binder);

    /** What comes by an input port that takes one edge; empty when that is unknown or nothing comes. */
    Optional<TypedPort> input(PortName port);

    /** The edges that end at an input port, in the order of the document. */
    List<InputEdge> inputs(PortName port);

    /** The nodes whose rows reach an input port. */
    Set<NodeId> ancestors(PortName port);

    /** Whether an edge leaves this output port. */
    boolean isConnected(PortName output);

    /**
     * Types an expression over the columns of one row. Where these are unknown only its syntax is checked.
     *
     * @param field the field that holds the text
     */
    Optional<Expr> expression(String text, FieldPath field, Optional<Schema> over);

    /** Types an expression that must be BOOLEAN. */
    default Optional<Expr> condition(String text, FieldPath field, Optional<Schema> over) {
        Optional<Expr> typed = expression(text, field, over);
        if (typed.isPresent() && typed.get().type().type() != ScalarType.BOOLEAN) {
            String is = Literal.isUntypedNull(typed.get())
                    ? "NULL"
                    : typed.get().type().type().toString();
            report(Problem.error(PlanProblemCodes.EXPRESSION_TYPE, "A condition must be BOOLEAN; this is " + is)
                    .at(FieldPath.of("config").then(field))
                    .range(0, text.length()));
            return Optional.empty();
        }
        return typed;
    }

    /** Reads a query; what is wrong with its form is reported. Empty when it is none. */
    Optional<Query> query(String text, FieldPath field);

    /**
     * Types a part of a query over the columns of one row.
     *
     * @param text the whole query
     * @param field the field that holds it
     * @param scope what names in it stand for
     */
    Optional<Expr> part(Part part, String text, FieldPath field, Schema over, PartScope scope);

    /** Finds a column by its name. */
    Optional<ColumnRef> column(String name, FieldPath field, Schema over);

    /** Reports a problem of this node. */
    void report(Problem problem);

    /** Reports an error in a field of the config. */
    default void error(ProblemCode code, String message, FieldPath field) {
        report(Problem.error(code, message).at(FieldPath.of("config").then(field)));
    }

    /** Reports an error of the node as a whole. */
    default void error(ProblemCode code, String message) {
        report(Problem.error(code, message));
    }
}
