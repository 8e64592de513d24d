import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { type RefObject, useMemo, useState } from "react";
import { categoryColour, categoryOrder } from "../../app/category";
import { IconChevronLeft, IconSearch, iconOf } from "../../app/icons";
import { type Catalogue, type NodeTypeDescriptor, newestTypes } from "../../canvas-core/catalogue/catalogue";
import { DRAGGED_TYPE } from "./dragging";
import classes from "./Palette.module.css";
import { matching } from "./searching";

/** The node types in their drawers, to be dragged onto the canvas or added by click and Enter. */
export function Palette({
  catalogue,
  search,
  add,
}: {
  readonly catalogue: Catalogue;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly add: (type: NodeTypeDescriptor) => void;
}) {
  const [isFolded, setFolded] = useState(false);
  const [text, setText] = useState("");
  const found = useMemo(() => matching(newestTypes(catalogue), text), [catalogue, text]);
  const drawers = useMemo(
    () =>
      [...new Set(found.map((type) => type.category))].map(
        (category) => [category, found.filter((type) => type.category === category)] as const,
      ),
    [found],
  );
  const [first] = found;
  return (
    <section className={classes.palette} aria-label="Palette" data-folded={isFolded || undefined}>
      <div className={classes.head}>
        {!isFolded && (
          <TextInput
            ref={search}
            size="xs"
            flex={1}
            placeholder="Search"
            aria-label="Search node types"
            leftSection={<IconSearch size={14} />}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && first && text !== "") {
                add(first);
                setText("");
              }
              if (event.key === "Escape") {
                setText("");
                event.currentTarget.blur();
              }
            }}
          />
        )}
        <Tooltip label={isFolded ? "Open the palette" : "Fold the palette"}>
          <ActionIcon
            variant="subtle"
            color="var(--mr-text-soft)"
            aria-label={isFolded ? "Open the palette" : "Fold the palette"}
            onClick={() => setFolded(!isFolded)}
            style={{ transform: isFolded ? "scaleX(-1)" : undefined }}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {!isFolded && (
        <div className={classes.drawers}>
          {drawers
            .toSorted(([one], [other]) => categoryOrder(one, other))
            .map(([category, types]) => (
              <section key={category} aria-label={category}>
                <h2>{category}</h2>
                {types.map((type) => (
                  <Item key={type.type} type={type} add={add} />
                ))}
              </section>
            ))}
          {found.length === 0 && <p className={classes.none}>No node type is called so.</p>}
        </div>
      )}
    </section>
  );
}

function Item({ type, add }: { readonly type: NodeTypeDescriptor; readonly add: (type: NodeTypeDescriptor) => void }) {
  const Icon = iconOf(type.icon);
  return (
    <Tooltip label={type.summary} position="right" multiline maw={280} openDelay={400}>
      <button
        type="button"
        className={classes.item}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED_TYPE, type.type);
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={() => add(type)}
      >
        <Icon size={18} stroke={1.75} color={categoryColour(type.category)} />
        {type.name}
      </button>
    </Tooltip>
  );
}
