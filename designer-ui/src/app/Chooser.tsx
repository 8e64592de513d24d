import { TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import classes from "./Chooser.module.css";

/** Something to choose from a list. */
export interface Option {
  readonly id: string;
  readonly label: string;
  /** Those of one head follow each other. */
  readonly head?: string;
  readonly icon?: ReactNode;
  /** What stands at the end of the line, such as keys. */
  readonly end?: ReactNode;
}

/**
 * A field with a list below it: type to search, arrows to mark, Enter to choose, Escape to leave. It has the focus from the
 * beginning and gives it back to where it was; it closes when the focus goes elsewhere.
 */
export function Chooser<T extends Option>({
  label,
  listLabel,
  placeholder,
  find,
  none,
  choose,
  close,
}: {
  readonly label: string;
  readonly listLabel: string;
  readonly placeholder: string;
  /** What there is for the words that were typed, the best first. */
  readonly find: (words: string) => readonly T[];
  /** What to say when there is nothing. */
  readonly none: string;
  readonly choose: (choice: T) => void;
  readonly close: () => void;
}) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState(0);
  const whole = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [before] = useState(() => document.activeElement);
  const listId = useId();
  const found = find(text);
  const index = Math.min(marked, found.length - 1);
  const idOf = (position: number) => `${listId}-${position}`;
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${listId}-${index}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, index]);
  const move = (by: number) => setMarked((index + by + found.length) % Math.max(found.length, 1));
  const leave = () => {
    if (before instanceof HTMLElement && before !== document.body && before.isConnected) {
      before.focus({ preventScroll: true });
    }
    close();
  };
  const take = (choice: T) => {
    leave();
    choose(choice);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the focus leaves what is in it.
    <div
      ref={whole}
      onBlur={(event) => {
        if (!whole.current?.contains(event.relatedTarget)) close();
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={index >= 0 ? idOf(index) : undefined}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
        }}
        onKeyDown={(event) => {
          const choice = found[index];
          if (event.key === "ArrowDown") move(1);
          else if (event.key === "ArrowUp") move(-1);
          else if (event.key === "Escape") leave();
          else if (event.key === "Enter" && choice) take(choice);
          else return;
          event.preventDefault();
        }}
      />
      <div className={classes.list} id={listId} role="listbox" aria-label={listLabel}>
        {found.map((choice, i) => (
          <div key={choice.id} role="presentation">
            {choice.head !== undefined && choice.head !== found[i - 1]?.head && (
              <div className={classes.head} role="presentation">
                {choice.head}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox that owns the list. */}
            <div
              id={idOf(i)}
              role="option"
              tabIndex={-1}
              aria-selected={i === index}
              className={classes.option}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setMarked(i)}
              onClick={() => take(choice)}
            >
              {choice.icon}
              <span className={classes.label}>{choice.label}</span>
              {choice.end}
            </div>
          </div>
        ))}
        {found.length === 0 && <div className={classes.none}>{none}</div>}
      </div>
    </div>
  );
}
