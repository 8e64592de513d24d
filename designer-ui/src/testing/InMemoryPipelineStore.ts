import type { Catalogue } from "../canvas-core/catalogue/catalogue";
import { DOCUMENT, emptyDocument } from "../canvas-core/document/document";
import type { Checked } from "../canvas-core/drawing/checked";
import { newId, type Random } from "../canvas-core/drawing/ids";
import type { Batch, EditAnswer } from "../canvas-core/drawing/sync";
import { parseJson } from "../canvas-core/json/jsonText";
import { read } from "../canvas-core/shape/codec";
import { NotThere, Refused, Unreachable } from "../ports/failures";
import type {
  DraftNews,
  PipelineStore,
  PipelineSummary,
  Preview,
  Revision,
  SqlFunction,
  StoredDraft,
} from "../ports/PipelineStore";
import { columnProblems } from "./columnProblems";
import { TEST_FUNCTIONS } from "./functions";
import type { InMemoryEvents } from "./InMemoryEvents";
import type { SharedDraft, SharedPipelines } from "./SharedPipelines";
import { sampleOf, schemasOf } from "./samples";

interface World {
  readonly catalogue: Catalogue;
  readonly random: Random;
  readonly now: () => Date;
  /** Who this tab belongs to. */
  readonly author?: string;
  /** Hears of changes, where somebody listens. */
  readonly events?: InMemoryEvents;
}

/** A tab's way to pipelines in memory, for tests: it can be cut and mended. */
export class InMemoryPipelineStore implements PipelineStore {
  private isCut = false;
  /** Deaf while cut: what others did then is missed. */
  private readonly gaps = new Set<(news: DraftNews) => void>();

  constructor(
    private readonly shared: SharedPipelines,
    private readonly world: World,
  ) {}

  cut(): void {
    this.isCut = true;
  }

  mend(): void {
    this.isCut = false;
    for (const listener of this.gaps) listener("gap");
  }

  async pipelines(): Promise<readonly PipelineSummary[]> {
    this.requireReachable();
    return [...this.shared.drafts.values()].map(({ document, revisions }) => ({
      id: document.id,
      name: document.name,
      description: document.description,
      nodes: document.nodes.length,
      changedAt: this.world.now(),
      ...(revisions.length > 0 && { lastRevision: revisions.length }),
    }));
  }

  async create(name: string): Promise<string> {
    this.requireReachable();
    const id = newId(name, (taken) => this.shared.drafts.has(taken), this.world.random);
    this.shared.put(emptyDocument(id, name));
    return id;
  }

  /** Takes JSON alone: YAML is read by the control plane. */
  async importDocument(text: string): Promise<string> {
    this.requireReachable();
    const reading = readDocument(text);
    if (reading.value === undefined) {
      throw new Refused("The text is no pipeline", 422, "document.invalid", reading.problems);
    }
    const id = newId(reading.value.name, (taken) => this.shared.drafts.has(taken), this.world.random);
    this.shared.put({ ...reading.value, id });
    return id;
  }

  async remove(id: string): Promise<void> {
    this.find(id);
    this.shared.drafts.delete(id);
    this.world.events?.publish("pipelines", "gap");
  }

  async catalogue(): Promise<Catalogue> {
    this.requireReachable();
    return this.world.catalogue;
  }

  async functions(): Promise<readonly SqlFunction[]> {
    this.requireReachable();
    return TEST_FUNCTIONS;
  }

  async draft(id: string): Promise<StoredDraft> {
    const { document, version } = this.find(id);
    return { document, version };
  }

  async edit(id: string, base: number, batch: Batch): Promise<EditAnswer> {
    const answer = this.find(id).edit(this.world.author ?? "Ada", base, batch);
    this.world.events?.publish(`check/${id}`, "gap");
    return answer;
  }

  watch(id: string, since: number, listener: (news: DraftNews) => void): () => void {
    const draft = this.find(id);
    for (const batch of draft.since(since)) listener(batch);
    const watcher = (batch: DraftNews) => {
      if (!this.isCut) listener(batch);
    };
    draft.watchers.add(watcher);
    this.gaps.add(listener);
    return () => {
      draft.watchers.delete(watcher);
      this.gaps.delete(listener);
    };
  }

  async check(id: string): Promise<Checked> {
    const { document, version } = this.find(id);
    const { catalogue } = this.world;
    return { version, problems: columnProblems(document, catalogue), ports: schemasOf(document, catalogue) };
  }

  async preview(id: string): Promise<Preview> {
    const { document, version } = this.find(id);
    return sampleOf(document, version, this.world.catalogue);
  }

  async commit(id: string, version: number, message: string): Promise<Revision> {
    const draft = this.find(id);
    if (draft.version !== version) throw new Refused("The draft has changed since", 412, "preconditionFailed");
    const number = draft.revisions.length + 1;
    const revision = { number, message, author: this.world.author ?? "Ada", createdAt: this.world.now() };
    draft.revisions.push({ ...revision, document: draft.document });
    return revision;
  }

  private find(id: string): SharedDraft {
    this.requireReachable();
    const draft = this.shared.drafts.get(id);
    if (!draft) throw new NotThere(`There is no pipeline ${id}`);
    return draft;
  }

  private requireReachable(): void {
    if (this.isCut) throw new Unreachable();
  }
}

function readDocument(text: string) {
  try {
    return read(DOCUMENT, parseJson(text));
  } catch (e) {
    return { problems: [{ code: "document.syntax", message: e instanceof Error ? e.message : String(e) }] };
  }
}
