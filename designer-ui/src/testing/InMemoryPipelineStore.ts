import type { Catalogue } from "../canvas-core/catalogue/catalogue";
import { emptyDocument, type PipelineDocument } from "../canvas-core/document/document";
import { applyEdits } from "../canvas-core/draft/drafts";
import type { Edit } from "../canvas-core/draft/edit";
import { newId, type Random } from "../canvas-core/drawing/ids";
import type { Batch, EditAnswer } from "../canvas-core/drawing/sync";
import {
  type DraftChange,
  NotThere,
  type PipelineStore,
  type PipelineSummary,
  type StoredDraft,
  StoreUnreachable,
} from "../ports/PipelineStore";

interface Draft {
  document: PipelineDocument;
  /** The edits that led from version i to i + 1. */
  readonly log: (readonly Edit[])[];
  readonly answers: Map<string, EditAnswer>;
  readonly watchers: Set<Watcher>;
}

interface Watcher {
  readonly client: InMemoryPipelineStore;
  readonly listener: (change: DraftChange) => void;
}

/** Pipelines shared by the stores of several tabs. */
export class SharedPipelines {
  readonly drafts = new Map<string, Draft>();

  constructor(documents: readonly PipelineDocument[] = []) {
    for (const document of documents) this.put(document);
  }

  put(document: PipelineDocument): void {
    this.drafts.set(document.id, { document, log: [], answers: new Map(), watchers: new Set() });
  }
}

/** A tab's way to pipelines in memory, for tests: it can be cut and mended. */
export class InMemoryPipelineStore implements PipelineStore {
  private isCut = false;

  constructor(
    private readonly shared: SharedPipelines,
    private readonly nodeTypes: Catalogue,
    private readonly random: Random,
    private readonly now: () => Date,
  ) {}

  cut(): void {
    this.isCut = true;
  }

  mend(): void {
    this.isCut = false;
  }

  async pipelines(): Promise<readonly PipelineSummary[]> {
    this.requireReachable();
    return [...this.shared.drafts.values()].map(({ document }) => ({
      id: document.id,
      name: document.name,
      description: document.description,
      nodes: document.nodes.length,
      changedAt: this.now(),
    }));
  }

  async create(name: string): Promise<string> {
    this.requireReachable();
    const id = newId(name, (taken) => this.shared.drafts.has(taken), this.random);
    this.shared.put(emptyDocument(id, name));
    return id;
  }

  async catalogue(): Promise<Catalogue> {
    this.requireReachable();
    return this.nodeTypes;
  }

  async draft(id: string): Promise<StoredDraft> {
    const { document, log } = this.find(id);
    return { document, version: log.length };
  }

  async edit(id: string, base: number, batch: Batch): Promise<EditAnswer> {
    const draft = this.find(id);
    const known = draft.answers.get(batch.clientEditId);
    if (known) return known;
    const others = draft.log.slice(base).flat();
    const result = applyEdits(draft.document, batch.edits);
    const version = draft.log.length;
    if (result.outcome === "refused") return { outcome: "refused", version, others, problem: result.problem };
    draft.document = result.document;
    draft.log.push(batch.edits);
    const answer: EditAnswer = { outcome: "accepted", version: version + 1, others };
    draft.answers.set(batch.clientEditId, answer);
    for (const { client, listener } of draft.watchers) {
      if (client !== this && !client.isCut) listener({ version: version + 1, edits: batch.edits });
    }
    return answer;
  }

  watch(id: string, listener: (change: DraftChange) => void): () => void {
    const watcher = { client: this, listener };
    const { watchers } = this.find(id);
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }

  private find(id: string): Draft {
    this.requireReachable();
    const draft = this.shared.drafts.get(id);
    if (!draft) throw new NotThere(`There is no pipeline ${id}`);
    return draft;
  }

  private requireReachable(): void {
    if (this.isCut) throw new StoreUnreachable("The control plane does not answer");
  }
}
