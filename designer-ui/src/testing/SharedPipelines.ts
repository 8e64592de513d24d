import type { PipelineDocument } from "../canvas-core/document/document";
import { applyEdits } from "../canvas-core/draft/drafts";
import type { AuthoredBatch, Batch, EditAnswer } from "../canvas-core/drawing/sync";
import type { Revision } from "../ports/PipelineStore";

/** A draft as the control plane keeps it: the document, the batches that led to it, and what they were answered. */
export class SharedDraft {
  /** The batch at i led from version i to i + 1. */
  private readonly log: AuthoredBatch[] = [];
  private readonly answers = new Map<string, EditAnswer>();
  readonly watchers = new Set<(batch: AuthoredBatch) => void>();
  readonly revisions: (Revision & { readonly document: PipelineDocument })[] = [];

  constructor(public document: PipelineDocument) {}

  get version(): number {
    return this.log.length;
  }

  since(version: number): readonly AuthoredBatch[] {
    return this.log.slice(version);
  }

  edit(author: string, base: number, batch: Batch): EditAnswer {
    const known = this.answers.get(batch.clientEditId);
    if (known) return known;
    const others = this.since(base);
    const result = applyEdits(this.document, batch.edits);
    if (result.outcome === "refused") {
      return { outcome: "refused", version: this.version, others, problem: result.problem };
    }
    this.document = result.document;
    const authored: AuthoredBatch = { ...batch, author, version: this.version + 1 };
    this.log.push(authored);
    const answer: EditAnswer = { outcome: "accepted", version: this.version, others };
    this.answers.set(batch.clientEditId, answer);
    for (const watcher of this.watchers) watcher(authored);
    return answer;
  }
}

/** Pipelines shared by the stores of several tabs. */
export class SharedPipelines {
  readonly drafts = new Map<string, SharedDraft>();

  constructor(documents: readonly PipelineDocument[] = []) {
    for (const document of documents) this.put(document);
  }

  put(document: PipelineDocument): void {
    this.drafts.set(document.id, new SharedDraft(document));
  }

  /** Makes what a draft is now its next revision. */
  revise(id: string, createdAt: Date): void {
    const draft = this.drafts.get(id);
    const number = (draft?.revisions.length ?? 0) + 1;
    draft?.revisions.push({ number, message: "As it is", author: "Ada", createdAt, document: draft.document });
  }
}
