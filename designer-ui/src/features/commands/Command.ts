/** The heads under which commands are listed, in this order. */
export const GROUPS = ["Add", "Edit", "Select", "Arrange", "View", "Go to"] as const;

export type Group = (typeof GROUPS)[number];

/**
 * Something that can be done, said once: keys, the list of commands and the sheet of keys all come from here, so that they
 * cannot disagree.
 */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: Group;
  /** Keys as people are told, such as `Ctrl Shift Z`; the first is shown, the others work as well. */
  readonly keys?: readonly string[];
  /** Absent for what only a pointer or the browser does: it stands on the sheet alone. */
  readonly run?: () => void;
  /** The browser itself answers the keys, as with those of the clipboard. */
  readonly isOwnKeys?: boolean;
  /** Its keys count in a field too. */
  readonly isEverywhere?: boolean;
  /** It is on the sheet of keys, but no entry of the list of commands: there it would do nothing. */
  readonly isKeysOnly?: boolean;
  /** There is nothing to do it to at the moment. */
  readonly isOff?: boolean;
  /** Words people search by that are not in the label. */
  readonly also?: string;
}

const NAMED: Readonly<Record<string, string>> = { Escape: "Esc", Backspace: "Delete", " ": "Space" };

/**
 * Keys that are pressed, spelled as commands name theirs. Shift counts for letters and keys with a name; of signs it says
 * only where they lie on a keyboard. The command key of a Mac is its Ctrl.
 */
export function spelled({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const isLetter = /^\p{L}$/u.test(key);
  const isSign = key.length === 1 && !isLetter && key !== " ";
  return [
    ...(ctrlKey || metaKey ? ["Ctrl"] : []),
    ...(altKey ? ["Alt"] : []),
    ...(shiftKey && !isSign ? ["Shift"] : []),
    isLetter ? key.toUpperCase() : (NAMED[key] ?? key),
  ].join(" ");
}

/** The command that keys run, if any can be run now. */
export function commandFor(commands: readonly Command[], keys: string): Command | undefined {
  return commands.find(
    ({ keys: known, run, isOwnKeys, isOff }) => run && !isOwnKeys && !isOff && known?.includes(keys) === true,
  );
}
