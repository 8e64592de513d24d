package io.millrace.plan.explain;

/**
 * What is promised at a source or a sink when the pipeline fails and goes on.
 *
 * @param node its id
 * @param level {@code exactly once} or {@code at least once}
 * @param why a sentence
 */
public record ExplainedGuarantee(String node, String level, String why) {}
