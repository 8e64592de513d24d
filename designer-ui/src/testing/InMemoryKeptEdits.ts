import type { Batch } from "../canvas-core/drawing/sync";
import type { KeptEdits } from "../ports/KeptEdits";

/** Edits kept in memory: for tests that open a pipeline again, as after a crash, on the same object. */
export class InMemoryKeptEdits implements KeptEdits {
  private readonly places = new Map<string, readonly Batch[]>();
  hasRoom = true;

  keep(pipeline: string, waiting: readonly Batch[]): boolean {
    if (this.hasRoom) this.places.set(pipeline, waiting);
    return this.hasRoom;
  }

  async takeOver(pipeline: string): Promise<readonly Batch[]> {
    return this.places.get(pipeline) ?? [];
  }
}
