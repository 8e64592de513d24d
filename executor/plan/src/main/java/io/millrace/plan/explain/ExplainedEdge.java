package io.millrace.plan.explain;

import io.millrace.model.document.Endpoint;
import io.millrace.model.type.EdgeSchema;

/**
 * An edge of the drawing.
 *
 * @param rows what flows along it
 * @param isBounded whether its rows come to an end by themselves
 */
public record ExplainedEdge(Endpoint from, Endpoint to, EdgeSchema rows, boolean isBounded) {}
