import type { CauseKind } from "../../ports/Why";

/** A kind as the head of a line. */
const NAMES: Readonly<Record<string, string>> = {
  notRunning: "Does not run",
  flows: "Rows flow",
  lost: "Executor lost",
  stuck: "Task stuck",
  starting: "Starting",
  time: "Waits for event time",
  clock: "Waits for the clock",
  held: "Held back",
  silent: "Silent split",
  idle: "Idle",
  unread: "Unread splits",
  looking: "Still looking",
  filtered: "Lets none pass",
  noInput: "No input",
  noRoom: "No room",
  waits: "Waits",
  aligns: "Checkpoint",
  behind: "Rows of that time",
  ended: "At its end",
};

export function nameOf(kind: CauseKind): string {
  return NAMES[kind] ?? kind;
}

/** How the last link looks: whether it is well, to be looked after, or broken. */
export function lookOf(kind: CauseKind): "good" | "warn" | "bad" {
  switch (kind) {
    case "flows":
    case "ended":
    case "behind":
    case "clock":
      return "good";
    case "lost":
    case "stuck":
      return "bad";
    default:
      return "warn";
  }
}
