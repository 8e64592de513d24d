import { TextInput } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { categoryColour } from "../../app/category";
import { iconOf } from "../../app/icons";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import type { Point } from "../../canvas-core/document/document";
import classes from "./AddMenu.module.css";
import { matching } from "./searching";

/** A list of node types at a place of the screen: type to search, arrows to choose, Enter to add, Escape to leave. */
export function AddMenu({
  at,
  types,
  choose,
  close,
}: {
  readonly at: Point;
  readonly types: readonly NodeTypeDescriptor[];
  readonly choose: (type: NodeTypeDescriptor) => void;
  readonly close: () => void;
}) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState(0);
  const menu = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const found = matching(types, text);
  const index = Math.min(marked, found.length - 1);
  useEffect(() => input.current?.focus(), []);
  const move = (by: number) => setMarked((index + by + found.length) % Math.max(found.length, 1));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the focus leaves what is in it.
    <div
      ref={menu}
      className={classes.menu}
      style={{ left: at.x, top: at.y }}
      onBlur={(event) => {
        if (!menu.current?.contains(event.relatedTarget)) close();
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        role="combobox"
        aria-label="Add a node"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found[index] && `${listId}-${found[index].type}`}
        placeholder="Add a node"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
        }}
        onKeyDown={(event) => {
          const chosen = found[index];
          if (event.key === "ArrowDown") move(1);
          else if (event.key === "ArrowUp") move(-1);
          else if (event.key === "Escape") close();
          else if (event.key === "Enter" && chosen) choose(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <div className={classes.list} id={listId} role="listbox" aria-label="Node types">
        {found.map((type, i) => {
          const Icon = iconOf(type.icon);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox that owns the list.
            <div
              key={type.type}
              id={`${listId}-${type.type}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === index}
              className={classes.option}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setMarked(i)}
              onClick={() => choose(type)}
            >
              <Icon size={16} stroke={1.75} color={categoryColour(type.category)} />
              {type.name}
            </div>
          );
        })}
        {found.length === 0 && <div className={classes.none}>No node type is called so.</div>}
      </div>
    </div>
  );
}
