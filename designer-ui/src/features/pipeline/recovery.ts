import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import { Refused } from "../../ports/failures";
import type { KeptEdits } from "../../ports/KeptEdits";
import type { PipelineStore, StoredDraft } from "../../ports/PipelineStore";

/** A draft as it is opened. */
export interface Opened extends StoredDraft {
  readonly catalogue: Catalogue;
  /** A sentence about edits that an earlier tab had left. */
  readonly notice: string | undefined;
}

/**
 * Reads a draft, after sending what tabs that are gone had not sent any more. A batch that the store had taken already is
 * answered as before, so nothing happens twice.
 */
export async function openDraft(id: string, store: PipelineStore, kept: KeptEdits): Promise<Opened> {
  const [draft, catalogue, left] = await Promise.all([store.draft(id), store.catalogue(), kept.takeOver(id)]);
  if (left.length === 0) return { ...draft, catalogue, notice: undefined };
  const flaws: string[] = [];
  for (const [index, batch] of left.entries()) {
    try {
      const answer = await store.edit(id, draft.version, batch);
      if (answer.outcome === "refused") flaws.push(answer.problem.message);
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      flaws.push(e.message);
    }
    kept.keep(id, left.slice(index + 1));
  }
  const [flaw] = flaws;
  const saved = left.length - flaws.length;
  const notice =
    flaw === undefined
      ? `${edits(saved)} that this browser had kept ${saved === 1 ? "is" : "are"} saved now.`
      : `${edits(flaws.length)} that this browser had kept could not be saved any more: ${flaw}`;
  return { ...(await store.draft(id)), catalogue, notice };
}

function edits(count: number): string {
  return count === 1 ? "1 edit" : `${count} edits`;
}
