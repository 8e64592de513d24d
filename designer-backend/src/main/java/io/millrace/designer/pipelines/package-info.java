/**
 * Pipelines: drafts that are written by edits, revisions that never change, and the check. Start with {@link
 * io.millrace.designer.pipelines.Drafting}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.pipelines;

import org.jspecify.annotations.NullMarked;
