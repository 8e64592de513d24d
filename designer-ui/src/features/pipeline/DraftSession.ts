import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import type { Edit } from "../../canvas-core/draft/edit";
import type { Proposal } from "../../canvas-core/drawing/acts";
import { afterAct, afterRedo, afterUndo, type History, NO_HISTORY } from "../../canvas-core/drawing/history";
import { newId } from "../../canvas-core/drawing/ids";
import {
  type Overwrite,
  type OwnFields,
  overwritesBy,
  overwrittenBetween,
  withOwn,
  withoutLost,
} from "../../canvas-core/drawing/overwrites";
import {
  type AuthoredBatch,
  answered,
  type Batch,
  type EditAnswer,
  type Heard,
  heardOthers,
  perform,
  readAnew,
  type Sync,
  syncOf,
} from "../../canvas-core/drawing/sync";
import { NotThere, Refused, Unreachable, wordsOf } from "../../ports/failures";
import type { DraftNews } from "../../ports/PipelineStore";
import type { Ports } from "../../ports/Ports";
import { type Opened, openDraft } from "./recovery";

/** Whether the store has what is on the screen. */
export type SaveState =
  | { readonly state: "saved"; readonly at: Date | undefined }
  | { readonly state: "saving" }
  | { readonly state: "offline"; readonly edits: number; readonly keptIn: "browser" | "tab" };

/** What a page shows of a draft. A new object whenever something changed. */
export interface DraftView {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  /** The store's version that the document stands on, and how many batches of edits are on top of it. */
  readonly version: number;
  readonly waiting: number;
  readonly history: History;
  readonly save: SaveState;
  /** A sentence about what was not done, until the next act. */
  readonly notice: string | undefined;
  /** Fields that this person and another one gave different values, until they are read. */
  readonly overwrites: readonly Overwrite[];
}

export type DraftPorts = Pick<Ports, "pipelines" | "keptEdits" | "surroundings">;

const RETRY_MS = 2_000;

/** Answers to a batch that no later try will change: it is not what the store understands, or too much of it. */
const HOPELESS = new Set([400, 413, 422]);

/** The store's answer to a batch on a version that it does not know others' edits since. */
const TOO_OLD = 409;

/** One open draft: what was drawn, what is on its way to the store, what can be undone. */
export class DraftSession {
  private view: DraftView;
  private sync: Sync;
  private own: OwnFields = new Map();
  private readonly listeners = new Set<() => void>();
  private isSending = false;
  private isClosed = false;
  /** Some of what others did was not heard. */
  private isBehind = false;
  private readonly early: AuthoredBatch[] = [];
  private stopWatching = () => {};
  private stopWaiting = () => {};

  private constructor(
    private readonly id: string,
    private readonly ports: DraftPorts,
    opened: Opened,
  ) {
    this.sync = syncOf(opened.document, opened.version);
    this.view = {
      document: opened.document,
      catalogue: opened.catalogue,
      version: opened.version,
      waiting: 0,
      history: NO_HISTORY,
      save: { state: "saved", at: undefined },
      notice: opened.notice,
      overwrites: [],
    };
  }

  static async open(id: string, ports: DraftPorts): Promise<DraftSession> {
    const opened = await openDraft(id, ports.pipelines, ports.keptEdits);
    const session = new DraftSession(id, ports, opened);
    session.stopWatching = ports.pipelines.watch(id, opened.version, (news) => session.hearNews(news));
    return session;
  }

  readonly snapshot = (): DraftView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Does something and remembers how to undo it; answers whether it could be done. */
  act(proposal: Proposal): boolean {
    const undo = this.apply(proposal.edits);
    if (undo) {
      this.update({ history: afterAct(this.view.history, { ...proposal, undo }), notice: undefined });
    }
    return undo !== undefined;
  }

  undo(): void {
    const act = this.view.history.done.at(-1);
    if (!act) return;
    const redo = this.apply(act.undo);
    // An act that cannot be undone any more, since another person removed its node, leaves the history.
    const history = redo
      ? afterUndo(this.view.history, redo)
      : { ...this.view.history, done: this.view.history.done.slice(0, -1) };
    this.update({ history });
  }

  redo(): void {
    const act = this.view.history.undone.at(-1);
    if (!act) return;
    const undo = this.apply(act.edits);
    const history = undo
      ? afterRedo(this.view.history, undo)
      : { ...this.view.history, undone: this.view.history.undone.slice(0, -1) };
    this.update({ history });
  }

  /** The person has read what was overwritten. */
  dismissOverwrites(): void {
    this.update({ overwrites: [] });
  }

  /** Says why something was not done, until the next act. */
  say(notice: string): void {
    this.update({ notice });
  }

  /** The person has read the notice. */
  dismissNotice(): void {
    this.update({ notice: undefined });
  }

  close(): void {
    this.isClosed = true;
    this.stopWatching();
    this.stopWaiting();
  }

  private apply(edits: readonly Edit[]): readonly Edit[] | undefined {
    const clientEditId = newId("edit", () => false, this.ports.surroundings.random);
    const performed = perform(this.sync, { clientEditId, edits });
    if (performed.outcome === "refused") {
      this.update({ notice: performed.problem.message });
      return undefined;
    }
    this.sync = performed.sync;
    this.own = withOwn(this.own, edits, this.sync.document);
    this.update({ document: this.sync.document, notice: undefined });
    void this.send();
    return performed.undo;
  }

  private hearNews(news: DraftNews): void {
    if (news === "gap") this.isBehind = true;
    else this.early.push(news);
    if (!this.isSending) this.drain();
  }

  /**
   * Takes what others did in the order of versions. What comes while an answer is awaited waits here: the answer brings
   * all that came before this person's edits, and what came after them follows.
   */
  private drain(): void {
    for (let batch = this.early.shift(); batch; batch = this.early.shift()) {
      if (batch.version > this.sync.version + 1) {
        this.isBehind = true;
      } else if (batch.version === this.sync.version + 1) {
        // The answer to an own batch may get lost while the news of it comes through.
        if (batch.clientEditId === this.sync.waiting[0]?.clientEditId) {
          this.hear(answered(this.sync, { outcome: "accepted", version: batch.version, others: [] }), []);
        } else {
          this.hear(heardOthers(this.sync, batch.version, batch.edits), [batch]);
        }
      }
    }
    if (this.isBehind) void this.catchUp();
  }

  /** After a gap in what others did. What waits is sent first: its answers tell whether the store has it already. */
  private async catchUp(): Promise<void> {
    if (this.sync.waiting.length > 0) return this.send();
    this.isBehind = false;
    try {
      const { document, version } = await this.ports.pipelines.draft(this.id);
      this.hearAnew(this.sync, document, version);
    } catch (e) {
      // Out of reach: the next news tries again.
      this.isBehind = true;
      if (e instanceof NotThere) this.update({ notice: wordsOf(e) });
    }
  }

  private hear(
    { sync, lost }: Heard,
    others: readonly AuthoredBatch[],
    overwrites = overwritesBy(others, this.own, this.sync.waiting, this.sync.stored),
  ): void {
    this.own = withoutLost(this.own, overwrites);
    this.sync = sync;
    const [first] = lost;
    this.update({
      document: sync.document,
      ...(first && { notice: `Another person's change came first: ${first.message}` }),
      ...(overwrites.length > 0 && { overwrites: merged(this.view.overwrites, overwrites) }),
    });
  }

  /** The store's document, with changes by people who are not known any more. */
  private hearAnew(sync: Sync, document: PipelineDocument, version: number): void {
    if (version <= this.sync.version && sync === this.sync) return;
    const overwrites = overwrittenBetween(this.sync.stored, document, this.own, this.sync.waiting);
    this.hear(readAnew(sync, document, version), [], overwrites);
  }

  private async hearAnswer(answer: EditAnswer): Promise<void> {
    const { version } = this.sync;
    // A repeated batch is answered as the first time, when less was known.
    const others = answer.others.filter((batch) => batch.version > version);
    const isAccepted = answer.outcome === "accepted";
    const isComplete = answer.version === version + others.length + (isAccepted ? 1 : 0);
    if (isComplete) {
      this.hear(answered(this.sync, { ...answer, others }), others);
      return;
    }
    const stored = await this.ports.pipelines.draft(this.id);
    const rest = { ...this.sync, waiting: this.sync.waiting.slice(1) };
    const heard = readAnew(rest, stored.document, stored.version);
    this.hear(isAccepted ? heard : { ...heard, lost: [answer.problem, ...heard.lost] }, others);
  }

  /** Sends what waits, one batch at a time, until nothing does or the store cannot be reached. */
  private async send(): Promise<void> {
    if (this.isSending || this.isClosed) return;
    this.isSending = true;
    this.stopWaiting();
    try {
      for (let [batch] = this.sync.waiting; batch && !this.isClosed; [batch] = this.sync.waiting) {
        if (this.view.save.state === "saved") this.update({ save: { state: "saving" } });
        const answer = await this.answerTo(batch);
        if (answer) await this.hearAnswer(answer);
        this.drain();
      }
      this.update({ save: { state: "saved", at: this.ports.surroundings.now() } });
    } catch (e) {
      this.update({ save: this.offline() });
      // Anything else, such as a pipeline that was deleted meanwhile, does not get better by trying again.
      if (!(e instanceof Unreachable)) this.update({ notice: wordsOf(e) });
      else if (!this.isClosed) this.stopWaiting = this.ports.surroundings.later(RETRY_MS, () => void this.send());
    } finally {
      this.isSending = false;
    }
    if (this.isBehind && this.sync.waiting.length === 0) void this.catchUp();
  }

  /** The store's answer; none when the draft had to be read anew first, so that what waits is sent on the new version. */
  private async answerTo(batch: Batch): Promise<EditAnswer | undefined> {
    const { version } = this.sync;
    try {
      return await this.ports.pipelines.edit(this.id, version, batch);
    } catch (e) {
      if (e instanceof Refused && e.status === TOO_OLD) {
        const draft = await this.ports.pipelines.draft(this.id);
        if (draft.version === version) throw e;
        this.hearAnew(this.sync, draft.document, draft.version);
        return undefined;
      }
      if (!(e instanceof Refused) || !HOPELESS.has(e.status)) throw e;
      return { outcome: "refused", version, others: [], problem: { code: e.code, message: e.message } };
    }
  }

  private offline(): SaveState {
    const isKept = this.ports.keptEdits.keep(this.id, this.sync.waiting);
    return { state: "offline", edits: this.sync.waiting.length, keptIn: isKept ? "browser" : "tab" };
  }

  private update(change: Partial<DraftView>): void {
    const { version, waiting } = this.sync;
    if (waiting.length !== this.view.waiting || this.view.version !== version) {
      this.ports.keptEdits.keep(this.id, waiting);
    }
    this.view = { ...this.view, ...change, version, waiting: waiting.length };
    if (this.view.save.state === "offline" && change.save === undefined) {
      this.view = { ...this.view, save: this.offline() };
    }
    for (const listener of this.listeners) listener();
  }
}

function merged(known: readonly Overwrite[], found: readonly Overwrite[]): readonly Overwrite[] {
  return [...known.filter(({ field }) => !found.some((other) => other.field === field)), ...found];
}
