import type { Column } from "../canvas-core/drawing/checked";
import type { Json } from "../canvas-core/json/json";

export interface TappedRow {
  /** `INSERT`, `UPDATE_BEFORE`, `UPDATE_AFTER` or `DELETE`. */
  readonly change: string;
  readonly values: readonly Json[];
}

/** Rows that passed a port while somebody looked: a message of topic `tap/{deployment}/{node}/{port}`. */
export interface Tapped {
  readonly columns: readonly Column[];
  readonly eventTime?: string;
  /** The last ones, oldest first. */
  readonly rows: readonly TappedRow[];
  /** How many passed since the message before and are not among them. */
  readonly skipped: number;
  /** How many have passed since somebody began to look. */
  readonly total: number;
}
