/**
 * What is wrong with a drawing as a drawing: edges to nowhere, unknown node types, ports without or with too many edges,
 * circles, config that does not fit its type's schema. {@link io.millrace.model.check.DocumentCheck} finds all of it at
 * once from the document and a catalogue. Names and types inside expressions are the planner's business.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.check;

import org.jspecify.annotations.NullMarked;
