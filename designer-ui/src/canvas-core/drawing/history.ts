import type { Edit } from "../draft/edit";

/** Something a person did: the edits it took, and those that take it back. */
export interface Act {
  readonly label: string;
  readonly edits: readonly Edit[];
  readonly undo: readonly Edit[];
}

/** What can be undone and redone, the latest last. Edits of other people are not in it. */
export interface History {
  readonly done: readonly Act[];
  readonly undone: readonly Act[];
}

/** More steps than anybody takes back; each holds whole node configs. */
export const MOST_ACTS = 500;

export const NO_HISTORY: History = { done: [], undone: [] };

/** After a new act: what was undone before is gone. */
export function afterAct(history: History, act: Act): History {
  return { done: [...history.done, act].slice(-MOST_ACTS), undone: [] };
}

/** After the last act was undone; `undo` are the edits that the undoing itself offered as its undo. */
export function afterUndo(history: History, redo: readonly Edit[]): History {
  const act = history.done.at(-1);
  return act ? { done: history.done.slice(0, -1), undone: [...history.undone, { ...act, edits: redo }] } : history;
}

/** After the last undone act was done again. */
export function afterRedo(history: History, undo: readonly Edit[]): History {
  const act = history.undone.at(-1);
  return act ? { done: [...history.done, { ...act, undo }], undone: history.undone.slice(0, -1) } : history;
}
