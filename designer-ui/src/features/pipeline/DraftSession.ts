import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import type { Edit } from "../../canvas-core/draft/edit";
import type { Proposal } from "../../canvas-core/drawing/acts";
import { afterAct, afterRedo, afterUndo, type History, NO_HISTORY } from "../../canvas-core/drawing/history";
import { newId, type Random } from "../../canvas-core/drawing/ids";
import { answered, type Heard, heardOthers, perform, type Sync, syncOf } from "../../canvas-core/drawing/sync";
import { type DraftChange, type PipelineStore, StoreUnreachable } from "../../ports/PipelineStore";

/** Whether the store has what is on the screen. */
export type SaveState =
  | { readonly state: "saved"; readonly at: Date | undefined }
  | { readonly state: "saving" }
  | { readonly state: "offline"; readonly edits: number };

/** What a page shows of a draft. A new object whenever something changed. */
export interface DraftView {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly history: History;
  readonly save: SaveState;
  /** A sentence about what was not done, until the next act. */
  readonly notice: string | undefined;
}

/** Time and chance, and a way to be called later that answers what calls it off. */
export interface Surroundings {
  now(): Date;
  readonly random: Random;
  later(ms: number, task: () => void): () => void;
}

const RETRY_MS = 2_000;

/** One open draft: what was drawn, what is on its way to the store, what can be undone. */
export class DraftSession {
  private view: DraftView;
  private readonly listeners = new Set<() => void>();
  private isSending = false;
  private isClosed = false;
  private readonly early: DraftChange[] = [];
  private stopWatching = () => {};
  private stopWaiting = () => {};

  private constructor(
    private readonly id: string,
    private readonly store: PipelineStore,
    private readonly surroundings: Surroundings,
    catalogue: Catalogue,
    private sync: Sync,
  ) {
    this.view = {
      document: sync.document,
      catalogue,
      history: NO_HISTORY,
      save: { state: "saved", at: undefined },
      notice: undefined,
    };
  }

  static async open(id: string, store: PipelineStore, surroundings: Surroundings): Promise<DraftSession> {
    const [draft, catalogue] = await Promise.all([store.draft(id), store.catalogue()]);
    const session = new DraftSession(id, store, surroundings, catalogue, syncOf(draft.document, draft.version));
    session.stopWatching = store.watch(id, (change) => session.hearOthers(change));
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

  close(): void {
    this.isClosed = true;
    this.stopWatching();
    this.stopWaiting();
  }

  private apply(edits: readonly Edit[]): readonly Edit[] | undefined {
    const clientEditId = newId("edit", () => false, this.surroundings.random);
    const performed = perform(this.sync, { clientEditId, edits });
    if (performed.outcome === "refused") {
      this.update({ notice: performed.problem.message });
      return undefined;
    }
    this.sync = performed.sync;
    this.update({ document: this.sync.document, notice: undefined });
    void this.send();
    return performed.undo;
  }

  private hearOthers(change: DraftChange): void {
    this.early.push(change);
    if (!this.isSending) this.drain();
  }

  /**
   * Takes what others did in the order of versions. What comes while an answer is awaited waits here: the answer brings
   * all that came before this person's edits, and what came after them follows.
   */
  private drain(): void {
    for (let change = this.early.shift(); change; change = this.early.shift()) {
      if (change.version === this.sync.version + 1) {
        this.hear(heardOthers(this.sync, change.version, change.edits));
      } else if (change.version > this.sync.version && this.sync.waiting.length === 0) {
        void this.catchUp();
      }
    }
  }

  /** After a gap in what others did. With edits waiting there is no need: their answer brings it. */
  private async catchUp(): Promise<void> {
    // Out of reach: the next change of another person tries again.
    const draft = await this.store.draft(this.id).catch(() => undefined);
    if (draft && this.sync.waiting.length === 0 && draft.version > this.sync.version) {
      this.hear({ sync: syncOf(draft.document, draft.version), lost: [] });
    }
  }

  private hear({ sync, lost }: Heard): void {
    this.sync = sync;
    const [first] = lost;
    this.update({
      document: sync.document,
      ...(first && { notice: `Another person's change came first: ${first.message}` }),
    });
  }

  /** Sends what waits, one batch at a time, until nothing does or the store cannot be reached. */
  private async send(): Promise<void> {
    if (this.isSending || this.isClosed) return;
    this.isSending = true;
    this.stopWaiting();
    try {
      for (let [batch] = this.sync.waiting; batch && !this.isClosed; [batch] = this.sync.waiting) {
        if (this.view.save.state === "saved") this.update({ save: { state: "saving" } });
        this.hear(answered(this.sync, await this.store.edit(this.id, this.sync.version, batch)));
        this.drain();
      }
      this.update({ save: { state: "saved", at: this.surroundings.now() } });
    } catch (e) {
      this.update({ save: { state: "offline", edits: this.sync.waiting.length } });
      // Anything else, such as a pipeline that was deleted meanwhile, does not get better by trying again.
      if (!(e instanceof StoreUnreachable)) this.update({ notice: e instanceof Error ? e.message : String(e) });
      else if (!this.isClosed) this.stopWaiting = this.surroundings.later(RETRY_MS, () => void this.send());
    } finally {
      this.isSending = false;
    }
  }

  private update(change: Partial<DraftView>): void {
    this.view = { ...this.view, ...change };
    if (this.view.save.state === "offline" && change.save === undefined) {
      this.view = { ...this.view, save: { state: "offline", edits: this.sync.waiting.length } };
    }
    for (const listener of this.listeners) listener();
  }
}
