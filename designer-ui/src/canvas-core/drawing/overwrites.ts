import type { PipelineDocument } from "../document/document";
import { applyEdits } from "../draft/drafts";
import type { Edit } from "../draft/edit";
import { type FieldKey, fieldsOf, heldAt, overlaps } from "./fields";
import type { AuthoredBatch, Batch } from "./sync";

/** One person gave a field a value and another one gave it another value later. */
export interface Overwrite {
  readonly field: FieldKey;
  /** The other person. */
  readonly author: string;
  /** What this person and the other one gave it, as text; undefined for nothing. */
  readonly mine: string | undefined;
  readonly theirs: string | undefined;
  /** Whose value holds. */
  readonly holds: "mine" | "theirs";
  /** What this person did to the field, to be done again. */
  readonly edit: Edit;
}

/** The last edit of this person for each field, and what the field held after it. */
export type OwnFields = ReadonlyMap<FieldKey, { readonly edit: Edit; readonly value: string | undefined }>;

/** More fields than a person remembers to have changed. */
const MOST_FIELDS = 1_000;

/** After this person's edits led to `document`. */
export function withOwn(own: OwnFields, edits: readonly Edit[], document: PipelineDocument): OwnFields {
  const next = new Map(own);
  for (const edit of edits) {
    // A node that comes, or comes back, is as its maker wants it.
    if (edit.edit === "addNode") next.delete(edit.node.id);
    for (const field of fieldsOf(edit)) {
      next.delete(field);
      next.set(field, { edit, value: heldAt(document, field) });
    }
  }
  return new Map([...next].slice(-MOST_FIELDS));
}

/**
 * What of this person's fields the others' batches, applied to `before` in order, set differently. Edits that wait come
 * after them and so hold; all other values of this person are gone.
 */
export function overwritesBy(
  others: readonly AuthoredBatch[],
  own: OwnFields,
  waiting: readonly Batch[],
  before: PipelineDocument,
): readonly Overwrite[] {
  const waitingFields = new Set(waiting.flatMap(({ edits }) => edits.flatMap(fieldsOf)));
  const found = new Map<FieldKey, Overwrite>();
  let document = before;
  for (const { author, edits } of others) {
    const result = applyEdits(document, edits);
    if (result.outcome === "applied") document = result.document;
    for (const theirField of edits.flatMap(fieldsOf)) {
      for (const [field, { edit, value: mine }] of own) {
        if (!overlaps(theirField, field)) continue;
        const theirs = heldAt(document, field);
        const holds = waitingFields.has(field) ? "mine" : "theirs";
        if (theirs !== mine) found.set(field, { field, author, mine, theirs, holds, edit });
      }
    }
  }
  return [...found.values()];
}

/** What of this person's fields others set differently between two documents of the store. Who it was is not known. */
export function overwrittenBetween(
  before: PipelineDocument,
  after: PipelineDocument,
  own: OwnFields,
  waiting: readonly Batch[],
): readonly Overwrite[] {
  const waitingFields = new Set(waiting.flatMap(({ edits }) => edits.flatMap(fieldsOf)));
  return [...own].flatMap(([field, { edit, value: mine }]): Overwrite[] => {
    const theirs = heldAt(after, field);
    if (theirs === mine || theirs === heldAt(before, field)) return [];
    const holds = waitingFields.has(field) ? "mine" : "theirs";
    return [{ field, author: "somebody else", mine, theirs, holds, edit }];
  });
}

/** The own fields without those that are another person's now. */
export function withoutLost(own: OwnFields, overwrites: readonly Overwrite[]): OwnFields {
  const lost = new Set(overwrites.filter(({ holds }) => holds === "theirs").map(({ field }) => field));
  return lost.size === 0 ? own : new Map([...own].filter(([field]) => !lost.has(field)));
}
