/**
 * Carries out edits: {@link io.millrace.model.draft.Drafts} applies them, each with the edits that undo it;
 * {@link io.millrace.model.draft.Diff} finds the edits that make one document into another. All of it is pure: a document
 * and an edit in, a document or a problem out.
 *
 * <p>The meaning of every edit is fixed by the cases in {@code src/test/resources/edits}, which the designer's TypeScript
 * runs too; a change here starts there.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.draft;

import org.jspecify.annotations.NullMarked;
