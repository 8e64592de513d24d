import type { Catalogue } from "../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../canvas-core/document/document";
import type { Edit } from "../canvas-core/draft/edit";
import type { Batch, EditAnswer } from "../canvas-core/drawing/sync";

/** A pipeline in the list. */
export interface PipelineSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly nodes: number;
  /** When its draft last changed. */
  readonly changedAt: Date;
}

/** A draft as the store has it. */
export interface StoredDraft {
  readonly document: PipelineDocument;
  readonly version: number;
}

/** Edits by others that led from the version before to this one. */
export interface DraftChange {
  readonly version: number;
  readonly edits: readonly Edit[];
}

/** Thrown when the store cannot be reached at present; trying again later may help. */
export class StoreUnreachable extends Error {}

/** Thrown when what was asked for is not there (any more). */
export class NotThere extends Error {}

/**
 * Where pipelines are kept. Every method may throw `StoreUnreachable`. Behind it stands the control plane's REST and event
 * stream; tests use one in memory.
 */
export interface PipelineStore {
  pipelines(): Promise<readonly PipelineSummary[]>;

  /** Makes an empty pipeline and answers its id. */
  create(name: string): Promise<string>;

  /** The node types that can be drawn. */
  catalogue(): Promise<Catalogue>;

  /** The draft of a pipeline; throws `NotThere`. */
  draft(id: string): Promise<StoredDraft>;

  /** Applies a batch made on version `base`: as a whole or, when one edit is refused, not at all. A repeated id is answered as before. */
  edit(id: string, base: number, batch: Batch): Promise<EditAnswer>;

  /** Tells of edits by others, in order and without gaps from the version at the time of the call; answers what ends it. */
  watch(id: string, listener: (change: DraftChange) => void): () => void;
}
