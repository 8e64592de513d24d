/**
 * The typed commands that change a document, as data. Everything that changes one goes through them: canvas, forms,
 * YAML saves (as a difference), REST, undo, fixes of problems.
 *
 * <p>{@link io.millrace.model.edit.Edit} lists them with their meaning; {@code model.draft} carries them out. What each
 * does, down to the problems it refuses with, is fixed by the corpus in {@code src/test/resources/edits}, which the
 * designer's TypeScript runs as well.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.edit;

import org.jspecify.annotations.NullMarked;
