/** What kind of thing holds a node up; a control plane of another version may know more. */
export type CauseKind =
  | "notRunning"
  | "flows"
  | "lost"
  | "stuck"
  | "starting"
  | "time"
  | "held"
  | "silent"
  | "idle"
  | "unread"
  | "looking"
  | "filtered"
  | "noInput"
  | "noRoom"
  | "waits"
  | "aligns"
  | "clock"
  | "behind"
  | "ended"
  | (string & {});

/** A link of the chain from a node to what holds it up. */
export interface Cause {
  readonly kind: CauseKind;
  /** Whose it is. */
  readonly node: string;
  /** A sentence; names are between backticks. */
  readonly text: string;
  readonly since?: Date;
  /** What could be done about it. */
  readonly remedy?: string;
}

/** Why a node brings out what it does, or nothing. */
export interface Why {
  readonly node: string;
  /** When this was so. */
  readonly at: Date;
  /** From the node to what holds it up, never empty. */
  readonly causes: readonly Cause[];
  /** Where rows came from that were behind the watermark. */
  readonly late: readonly { readonly source: string; readonly split: string; readonly rows: number }[];
}
