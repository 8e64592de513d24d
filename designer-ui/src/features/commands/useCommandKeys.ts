import { useLayoutEffect, useRef } from "react";
import { type Command, commandFor, spelled } from "./Command";
import { isInField } from "./isInField";

/** The keys of these commands, anywhere on the page; in a field, where keys belong to the text, of those that are meant everywhere. */
export function useCommandKeys(commands: readonly Command[]): void {
  const current = useRef(commands);
  current.current = commands;
  // Before the drawing is seen: a key that is pressed at once must not be lost.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = commandFor(current.current, spelled(event));
      if (command?.run && (command.isEverywhere || !isInField(event.target))) {
        event.preventDefault();
        command.run();
      }
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
