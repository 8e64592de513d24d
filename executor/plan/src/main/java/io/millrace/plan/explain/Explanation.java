package io.millrace.plan.explain;

import io.millrace.model.json.Json;
import io.millrace.plan.Plan;
import java.util.List;

/**
 * What is known about a planned pipeline, from the drawing to what executors run. Two equal plans have equal
 * explanations.
 *
 * @param id the pipeline's id
 * @param name what people call the pipeline
 * @param nodes each node of the drawing, each behind those its rows come from
 * @param guarantees what is promised at each source and sink when the pipeline fails and goes on
 * @param edges each edge of the drawing, in the order of the document
 * @param letters who gets rows that fail, and from where
 * @param drawn the logical plan before rewrites, each operator behind those it reads
 * @param rewrites what was done to it, in order
 * @param logical the logical plan after rewrites
 * @param operators the operator plan
 */
public record Explanation(
        String id,
        String name,
        List<ExplainedNode> nodes,
        List<ExplainedGuarantee> guarantees,
        List<ExplainedEdge> edges,
        List<ExplainedLetters> letters,
        List<ExplainedOperator> drawn,
        List<ExplainedRewrite> rewrites,
        List<ExplainedOperator> logical,
        ExplainedOperatorPlan operators) {

    public Explanation {
        nodes = List.copyOf(nodes);
        guarantees = List.copyOf(guarantees);
        edges = List.copyOf(edges);
        letters = List.copyOf(letters);
        drawn = List.copyOf(drawn);
        rewrites = List.copyOf(rewrites);
        logical = List.copyOf(logical);
    }

    /** Explains a plan. */
    public static Explanation of(Plan plan) {
        return Explainer.explain(plan);
    }

    /**
     * For a terminal: lines of at most 120 characters, the last one ended too. One line per fact, so that a difference
     * between two plans reads well. Characters that could steer a terminal are written as their code.
     */
    public String text() {
        return new ExplanationText(this).print();
    }

    /** For tools; the form is written in docs/explain.md. */
    public Json json() {
        return ExplanationJson.of(this);
    }
}
