/**
 * From document and catalogue to the typed graph: {@link io.millrace.plan.check.PipelineCheck} looks at the drawing (types,
 * ports, circles), then has every node type its rows, in the order rows flow. It stops at nothing: each part that can be
 * typed is, and each flaw is reported once, where it is.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.check;

import org.jspecify.annotations.NullMarked;
