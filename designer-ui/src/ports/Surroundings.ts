import type { Random } from "../canvas-core/drawing/ids";

/** Time and chance, and a way to be called later that answers what calls it off. */
export interface Surroundings {
  now(): Date;
  readonly random: Random;
  later(ms: number, task: () => void): () => void;
}
