import { useLayoutEffect, useRef } from "react";

interface DrawKeys {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly remove: () => void;
  readonly search: () => void;
  readonly leave: () => void;
  readonly preview: () => void;
  readonly help: () => void;
}

/** What the keys of drawing do, as people are told. */
export const KEY_WORDS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["/"], does: "Search in the palette; Enter adds the first" },
  { keys: ["P"], does: "Run a sample and show its rows" },
  { keys: ["Tab"], does: "Go through nodes and ports" },
  { keys: ["←", "↑", "→", "↓"], does: "Move the selected nodes" },
  { keys: ["Shift", "Click"], does: "Select one more" },
  { keys: ["Delete"], does: "Remove what is selected" },
  { keys: ["Ctrl", "Z"], does: "Undo" },
  { keys: ["Ctrl", "Shift", "Z"], does: "Redo" },
  { keys: ["Esc"], does: "Leave a menu, a field's change, the selection" },
  { keys: ["?"], does: "Show and hide these keys" },
];

/** The keys of drawing, anywhere on the page but in a field, where they belong to the text. */
export function useDrawKeys(keys: DrawKeys): void {
  const current = useRef(keys);
  current.current = keys;
  // Before the drawing is seen: a key that is pressed at once must not be lost.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isInField(event.target)) return;
      const run = keyed(event, current.current);
      if (run) {
        event.preventDefault();
        run();
      }
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function keyed(event: KeyboardEvent, keys: DrawKeys): (() => void) | undefined {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? keys.redo : keys.undo;
    return key === "y" ? keys.redo : undefined;
  }
  if (key === "delete" || key === "backspace") return keys.remove;
  if (key === "/") return keys.search;
  if (key === "?") return keys.help;
  if (key === "p" && !event.altKey) return keys.preview;
  return key === "escape" ? keys.leave : undefined;
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
