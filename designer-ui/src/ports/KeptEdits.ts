import type { Batch } from "../canvas-core/drawing/sync";

/** Edits that the store does not have yet, kept in this browser so that a reload or a crash loses none. */
export interface KeptEdits {
  /** Keeps all that waits for a pipeline in this tab; answers whether the browser had room. */
  keep(pipeline: string, waiting: readonly Batch[]): boolean;

  /** What tabs that are gone left for a pipeline, and this tab before; from now on this tab keeps it. */
  takeOver(pipeline: string): Promise<readonly Batch[]>;
}
