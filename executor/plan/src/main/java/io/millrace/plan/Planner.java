package io.millrace.plan;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.plan.check.PipelineCheck;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.graph.TypedGraph;
import io.millrace.plan.logical.LogicalPlan;
import io.millrace.plan.logical.LogicalPlanner;
import io.millrace.plan.parameter.ParameterValues;
import io.millrace.plan.physical.PhysicalPlanner;
import io.millrace.plan.rewrite.Rewriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From document to plan. Safe for use by several threads; keep one, since checking a document again after an edit is
 * quick only where the last check is remembered. Does no I/O.
 */
public final class Planner {

    private final PipelineCheck check = new PipelineCheck();

    /**
     * Types a document.
     *
     * @param catalogue the connectors there are; the planner's own node types are known anyway
     */
    public TypedGraph check(PipelineDocument document, Catalogue catalogue) {
        return check.check(document, catalogue);
    }

    /**
     * Plans a typed graph.
     *
     * @param parameters values by parameter name, JSON scalars; a text is read as the parameter's type, and what is not
     *     given has its default
     */
    public Planning plan(TypedGraph graph, Map<String, Json> parameters, PlanOptions options) {
        if (graph.hasErrors()) {
            return new Planning(Optional.empty(), graph.problems());
        }
        ParameterValues.Read read = ParameterValues.read(graph.document(), parameters);
        if (!read.problems().isEmpty()) {
            return new Planning(Optional.empty(), read.problems());
        }
        try {
            return new Planning(Optional.of(plan(graph, read.values(), options)), graph.problems());
        } catch (LogicalPlanner.FailedNode failed) {
            Problem problem = Problem.error(PlanProblemCodes.PARAMETER_VALUE, String.valueOf(failed.getMessage()))
                    .at(failed.node());
            return new Planning(Optional.empty(), List.of(problem));
        }
    }

    /** The nodes that write letters about the rows they fail on. */
    private static Set<NodeId> lettered(TypedGraph graph) {
        Set<NodeId> nodes = new HashSet<>();
        DeadLetters.of(graph.document()).writers().values().forEach(nodes::addAll);
        return nodes;
    }

    private static Plan plan(TypedGraph graph, ParameterValues parameters, PlanOptions options) {
        LogicalPlan logical = LogicalPlanner.plan(graph, parameters);
        Rewriter.Result rewritten = Rewriter.rewrite(logical, options, lettered(graph));
        return new Plan(
                graph,
                logical,
                rewritten.applied(),
                rewritten.plan(),
                PhysicalPlanner.plan(rewritten.plan(), graph.document(), options.parallelism()));
    }
}
