import type { PipelineDocument } from "../document/document";
import type { Problem } from "../document/problem";
import { applyEdits } from "../draft/drafts";
import type { Edit } from "../draft/edit";

/** Edits that were made together and reach the store together. */
export interface Batch {
  readonly clientEditId: string;
  readonly edits: readonly Edit[];
}

/** A batch that the store has: who made it and which version it led to. */
export interface AuthoredBatch extends Batch {
  readonly version: number;
  readonly author: string;
}

/** What the store says of a batch: the others' batches since the version it was based on came before it. */
export type EditAnswer =
  | { readonly outcome: "accepted"; readonly version: number; readonly others: readonly AuthoredBatch[] }
  | {
      readonly outcome: "refused";
      readonly version: number;
      readonly others: readonly AuthoredBatch[];
      readonly problem: Problem;
    };

/**
 * A draft in two places. The document on the screen is always the store's last known one plus what waits, in order, so
 * that drawing never waits for the network and both sides end with the same document.
 */
export interface Sync {
  /** The store's document at `version`. */
  readonly stored: PipelineDocument;
  readonly version: number;
  /** Not yet answered, in order; the first may be on its way. */
  readonly waiting: readonly Batch[];
  /** What is on the screen. */
  readonly document: PipelineDocument;
}

export function syncOf(stored: PipelineDocument, version: number): Sync {
  return { stored, version, waiting: [], document: stored };
}

/** What came of an act of this person: the new state with the edits that undo it, or why it cannot be done. */
export type Performed =
  | { readonly outcome: "performed"; readonly sync: Sync; readonly undo: readonly Edit[] }
  | { readonly outcome: "refused"; readonly problem: Problem };

export function perform(sync: Sync, batch: Batch): Performed {
  const result = applyEdits(sync.document, batch.edits);
  return result.outcome === "refused"
    ? result
    : {
        outcome: "performed",
        sync: { ...sync, waiting: [...sync.waiting, batch], document: result.document },
        undo: result.undo,
      };
}

/** A state after news from the store, and the edits of this person that the news made impossible. */
export interface Heard {
  readonly sync: Sync;
  readonly lost: readonly Problem[];
}

/** The store answered the first waiting batch. */
export function answered(sync: Sync, answer: EditAnswer): Heard {
  const [first, ...rest] = sync.waiting;
  const own = first && answer.outcome === "accepted" ? first.edits : [];
  const others = answer.others.flatMap(({ edits }) => edits);
  const heard = replayed(folded(sync.stored, [...others, ...own]), answer.version, rest);
  return answer.outcome === "refused" ? { ...heard, lost: [answer.problem, ...heard.lost] } : heard;
}

/** Others edited: `edits` lead from the version known here to `version`. */
export function heardOthers(sync: Sync, version: number, edits: readonly Edit[]): Heard {
  return version <= sync.version ? { sync, lost: [] } : replayed(folded(sync.stored, edits), version, sync.waiting);
}

/** The store's document was read anew; what waits goes on top of it. */
export function readAnew(sync: Sync, stored: PipelineDocument, version: number): Heard {
  return version < sync.version ? { sync, lost: [] } : replayed(stored, version, sync.waiting);
}

function folded(stored: PipelineDocument, edits: readonly Edit[]): PipelineDocument {
  const result = applyEdits(stored, edits);
  if (result.outcome === "refused") {
    throw new Error(`The store accepted an edit that is refused here: ${result.problem.message}`);
  }
  return result.document;
}

function replayed(stored: PipelineDocument, version: number, waiting: readonly Batch[]): Heard {
  let document = stored;
  const kept: Batch[] = [];
  const lost: Problem[] = [];
  for (const batch of waiting) {
    const result = applyEdits(document, batch.edits);
    if (result.outcome === "applied") {
      document = result.document;
      kept.push(batch);
    } else {
      lost.push(result.problem);
    }
  }
  return { sync: { stored, version, waiting: kept, document }, lost };
}
