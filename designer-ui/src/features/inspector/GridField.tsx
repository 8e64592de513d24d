import { Button } from "@mantine/core";
import { IconPlus } from "../../app/icons";
import type { ListType } from "../../canvas-core/catalogue/catalogue";
import { labelOfField } from "../../canvas-core/catalogue/words";
import { blankOf } from "../../canvas-core/drawing/blank";
import { isArray, isObject, member } from "../../canvas-core/json/json";
import { identifier } from "../../canvas-core/sql/identifiers";
import type { FieldProps } from "./FieldEditor";
import { useForm } from "./FormContext";
import classes from "./Grid.module.css";
import { GridRow } from "./GridRow";
import { cellsOf, extrasOf, shareOf } from "./grid";
import { keyOf, singular } from "./lists";
import { FieldFrame } from "./ObjectFields";

/** A list as a grid: a row for each element, a way to one more and, for columns, to all that come in. */
export function GridField(props: FieldProps & { readonly type: ListType }) {
  const { field, value, path, type } = props;
  const form = useForm();
  const rows = isArray(value) ? value : [];
  const cells = cellsOf(type);
  const label = labelOfField(field);
  const one = (singular(label) ?? label).toLowerCase();
  const isFull = type.maxSize !== undefined && rows.length >= type.maxSize;
  const template = { gridTemplateColumns: `${cells.map((cell) => shareOf(cell.type)).join(" ")} auto` };
  return (
    <FieldFrame {...props}>
      <div className={classes.grid}>
        {rows.length > 0 && (
          <div className={classes.head} style={template} aria-hidden="true">
            {cells.map((cell) => (
              <span key={cell.name} title={cell.help || undefined}>
                {labelOfField(cell)}
              </span>
            ))}
            <span className={classes.acts} />
          </div>
        )}
        {rows.map((element, index) => (
          <GridRow
            key={keyOf(rows, index)}
            list={rows}
            index={index}
            row={isObject(element) ? element : {}}
            cells={cells}
            extras={extrasOf(type)}
            path={path}
            name={`${one} ${index + 1}`}
            template={template}
          />
        ))}
      </div>
      <div className={classes.below}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          aria-label={`Add ${one}`}
          disabled={isFull}
          onClick={() => form.add(path, blankOf(type.of, form.newElementId))}
        >
          {singular(label) === undefined ? "Add" : `Add ${one}`}
        </Button>
        <AddIncoming {...props} />
      </div>
    </FieldFrame>
  );
}

/** Adds each incoming column that no row passes on yet, where rows are a name and an expression. */
function AddIncoming({ value, path, type }: FieldProps & { readonly type: ListType }) {
  const form = useForm();
  const cells = cellsOf(type);
  const isColumns =
    !type.hasIds &&
    cells.some(({ name }) => name === "name") &&
    cells.some(({ type: cell }) => cell.kind === "expression");
  const rows = isArray(value) ? value : [];
  const taken = new Set(rows.map((row) => (isObject(row) ? member(row, "name") : undefined)));
  const missing = form.columns().filter(({ name }) => !taken.has(name));
  if (!isColumns || missing.length === 0) return null;
  return (
    <Button
      variant="subtle"
      size="xs"
      onClick={() => form.set(path, [...rows, ...missing.map(({ name }) => ({ name, expression: identifier(name) }))])}
    >
      {missing.length === 1 ? `Add ${missing[0]?.name}` : `Add all ${missing.length} incoming`}
    </Button>
  );
}
