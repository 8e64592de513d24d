import { ActionIcon, Menu } from "@mantine/core";
import { useState } from "react";
import { IconArrowDown, IconArrowUp, IconDots, IconPlus, IconTrash } from "../../app/icons";
import type { ConfigField } from "../../canvas-core/catalogue/catalogue";
import { labelOfField } from "../../canvas-core/catalogue/words";
import { type FieldPath, printPath, stepTo } from "../../canvas-core/document/fieldPath";
import { type Json, type JsonArray, type JsonObject, member } from "../../canvas-core/json/json";
import { FieldProblems } from "./FieldProblems";
import { useForm } from "./FormContext";
import classes from "./Grid.module.css";
import { GridCell } from "./GridCell";
import { suggestedName } from "./grid";
import { placeholderOf } from "./spelling";

/** One element of a list as a row: its values side by side, what is wrong with them below. */
export function GridRow({
  list,
  index,
  row,
  cells,
  extras,
  path,
  name,
  template,
}: {
  readonly list: JsonArray;
  readonly index: number;
  readonly row: JsonObject;
  readonly cells: readonly ConfigField[];
  readonly extras: readonly ConfigField[];
  readonly path: FieldPath;
  readonly name: string;
  readonly template: { readonly gridTemplateColumns: string };
}) {
  const form = useForm();
  const [asked, setAsked] = useState<readonly string[]>([]);
  const shown = extras.filter((extra) => member(row, extra.name) !== undefined || asked.includes(extra.name));
  const at = [...path, stepTo(list, index)];
  const problems = [at, ...[...cells, ...extras].map((cell) => [...at, { key: cell.name }])].flatMap((place) =>
    form.problemsAt(place),
  );
  const commit = (cell: ConfigField, value: Json | undefined) => {
    const key = { key: cell.name };
    const before = member(row, "name");
    const after = value === undefined ? row : { ...row, [cell.name]: value };
    // A result that has no name yet gets the one that its expression suggests.
    const named =
      cell.name !== "name" && (before === undefined || before === "") && cells.some((one) => one.name === "name")
        ? suggestedName(after)
        : undefined;
    if (value === undefined) form.clear([...at, key]);
    else if (named === undefined) form.set([...at, key], value);
    else
      form.setAll([
        { path: [...at, key], value },
        { path: [...at, { key: "name" }], value: named },
      ]);
  };
  const move = (to: number) => form.moveElement(at, to);
  return (
    <section
      className={classes.row}
      aria-label={name.charAt(0).toUpperCase() + name.slice(1)}
      onKeyDown={(event) => {
        const to = event.key === "ArrowUp" ? index - 1 : event.key === "ArrowDown" ? index + 1 : -1;
        if (!event.altKey || to < 0 || to >= list.length) return;
        event.preventDefault();
        move(to);
      }}
    >
      <div className={classes.cells} style={template}>
        {cells.map((cell) => (
          <div key={cell.name} data-path={printPath([...at, { key: cell.name }])} className={classes.cell}>
            <GridCell
              field={cell}
              label={`${labelOfField(cell)} of ${name}`}
              value={member(row, cell.name)}
              hint={cell.name === "name" ? (suggestedName(row) ?? "") : ""}
              path={[...at, { key: cell.name }]}
              commit={(value) => commit(cell, value)}
            />
          </div>
        ))}
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label={`Acts on ${name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {extras
              .filter((extra) => !shown.includes(extra))
              .map((extra) => (
                <Menu.Item
                  key={extra.name}
                  leftSection={<IconPlus size={14} />}
                  onClick={() => setAsked([...asked, extra.name])}
                >
                  Add {labelOfField(extra).toLowerCase()}
                </Menu.Item>
              ))}
            <Menu.Item leftSection={<IconArrowUp size={14} />} disabled={index === 0} onClick={() => move(index - 1)}>
              Move up
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={14} />}
              disabled={index === list.length - 1}
              onClick={() => move(index + 1)}
            >
              Move down
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => form.removeElement(at)}>
              Remove
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {shown.map((extra) => (
        <div key={extra.name} className={classes.extra} data-path={printPath([...at, { key: extra.name }])}>
          <span className={classes.label} title={extra.help || undefined}>
            {labelOfField(extra)}
          </span>
          <GridCell
            field={extra}
            label={`${labelOfField(extra)} of ${name}`}
            value={member(row, extra.name)}
            hint={placeholderOf(extra)}
            path={[...at, { key: extra.name }]}
            commit={(value) => commit(extra, value)}
          />
        </div>
      ))}
      {problems.length > 0 && (
        <div className={classes.flaws}>
          <FieldProblems problems={problems} fix={form.fix} />
        </div>
      )}
    </section>
  );
}
