/**
 * The JSON Schema (2020-12) of pipeline documents, for editors of text and for whoever writes documents by program:
 * {@link io.millrace.model.schema.PipelineJsonSchema}. Generated from the same shapes that read documents.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.schema;

import org.jspecify.annotations.NullMarked;
