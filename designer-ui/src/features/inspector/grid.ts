import type { ConfigField, FieldType, ListType } from "../../canvas-core/catalogue/catalogue";
import { type JsonObject, member } from "../../canvas-core/json/json";
import { columnNamed } from "../../canvas-core/sql/identifiers";

const MOST_COLUMNS = 3;

/** The fields of a list's elements that a person fills in. */
export function cellsOf(type: ListType): readonly ConfigField[] {
  return fieldsOf(type).filter((field) => field.type.kind !== "elementId" && !field.advanced);
}

/** Those that few elements have. */
export function extrasOf(type: ListType): readonly ConfigField[] {
  return fieldsOf(type).filter((field) => field.advanced);
}

function fieldsOf(type: ListType): readonly ConfigField[] {
  return type.of.kind === "object" ? type.of.fields : [];
}

/** Whether a list is a grid: each element a row of a few short values, as columns, aggregates and schemas are. */
export function isGrid(type: ListType): boolean {
  const cells = cellsOf(type);
  return cells.length > 1 && cells.length <= MOST_COLUMNS && cells.every((field) => isCell(field.type));
}

function isCell(type: FieldType): boolean {
  switch (type.kind) {
    case "string":
      return !type.multiline;
    case "expression":
      return !type.condition;
    case "enum":
    case "column":
    case "sqlType":
      return true;
    default:
      return false;
  }
}

/** How wide a cell is, in shares of the row. */
export function shareOf(type: FieldType): string {
  return type.kind === "expression" ? "minmax(0, 1.5fr)" : "minmax(0, 1fr)";
}

/**
 * What the result of a row would be called by its expression, when it is a column or an aggregate of one: `origin`,
 * `avg_delay`, `count`. Undefined where it has no such name.
 */
export function suggestedName(row: JsonObject): string | undefined {
  const call = member(row, "function");
  const expression = member(row, "expression") ?? member(row, "argument");
  const column = typeof expression === "string" ? columnNamed(expression) : undefined;
  if (typeof call !== "string") return column;
  if (expression === undefined || expression === "") return call.toLowerCase();
  return column === undefined ? undefined : `${call.toLowerCase()}_${column}`;
}
