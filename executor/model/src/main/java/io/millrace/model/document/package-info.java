/**
 * The pipeline document as records: nodes, edges, parameters, settings, and the layout that only people read.
 *
 * <p>Start with {@link io.millrace.model.document.PipelineDocument}. A record here can always be written as JSON and
 * read back to an equal one; what a record cannot hold (two nodes with one id) its constructor refuses. What it can hold
 * and still be wrong about (an edge to a node that is not there) is a draft's right, and found by
 * the planner's check. Node config is a {@link io.millrace.model.json.JsonObject}: its meaning belongs to the node type.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.document;

import org.jspecify.annotations.NullMarked;
