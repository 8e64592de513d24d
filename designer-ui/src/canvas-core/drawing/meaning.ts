import type { ConfigField, FieldType, NodeTypeDescriptor } from "../catalogue/catalogue";
import { ExactNumber, isArray, isObject, type Json, type JsonObject, member } from "../json/json";

/**
 * What a node does, in a line: `delay > 15`, `7 d · COUNT, AVG(delay) by origin`. Empty while there is nothing to say.
 * Types with a better sentence than the general one are listed; all others are told from their schema.
 */
export function meaningOf(type: NodeTypeDescriptor, config: JsonObject): string {
  const special = SPECIAL[type.type];
  return special ? special(config) : general(type.configSchema.fields, config);
}

const SPECIAL: Readonly<Record<string, (config: JsonObject) => string>> = {
  aggregate: (config) => {
    const window = object(config, "window");
    const calls = elements(config, "aggregates").map((call) => {
      const shown = called(call);
      return shown && joined(" where ", [shown, text(call, "filter")]);
    });
    const keys = elements(config, "groupBy").map((key) => text(key, "name") || text(key, "expression"));
    return joined(" · ", [
      span(window),
      joined(" by ", [calls.filter(Boolean).join(", "), keys.filter(Boolean).join(", ")]),
    ]);
  },
  select: (config) =>
    elements(config, "columns")
      .map((column) => text(column, "name"))
      .filter(Boolean)
      .join(", "),
  route: (config) =>
    elements(config, "branches")
      .map((branch) => text(branch, "name") || text(branch, "condition"))
      .filter(Boolean)
      .join(" | "),
  join: (config) => {
    const pairs = elements(config, "on").map((pair) => joined(" = ", [text(pair, "left"), text(pair, "right")]));
    return joined(" on ", [text(config, "type") || "inner", pairs.filter(Boolean).join(" and ")]);
  },
  deduplicate: (config) => {
    const keys = elements(config, "keys").map((key) => text(key, "column"));
    const of = keys.filter(Boolean).join(", ");
    return of && joined(" by ", [`${text(config, "keep") || "first"} of ${of}`, text(config, "order") || "arrival"]);
  },
  topN: (config) => {
    const limit = whole(config, "limit");
    const sorts = elements(config, "orderBy").map((sort) => {
      const expression = text(sort, "expression");
      return expression && text(sort, "direction") === "desc" ? `${expression} descending` : expression;
    });
    const keys = elements(config, "partitionBy").map((key) => text(key, "column"));
    return joined(" of each ", [
      joined(" by ", [limit && `first ${limit}`, sorts.filter(Boolean).join(", ")]),
      keys.filter(Boolean).join(", "),
    ]);
  },
  over: (config) => {
    const frame = object(config, "frame");
    const preceding = text(frame, "preceding") || (whole(frame, "preceding") && `${whole(frame, "preceding")} rows`);
    const keys = elements(config, "partitionBy").map((key) => text(key, "column"));
    return joined(" · ", [
      preceding && `${preceding} before`,
      joined(" of each ", [
        elements(config, "functions").map(called).filter(Boolean).join(", "),
        keys.filter(Boolean).join(", "),
      ]),
    ]);
  },
  watermark: (config) =>
    joined(" · ", [
      text(config, "column"),
      text(config, "outOfOrderness") && `${text(config, "outOfOrderness")} late at most`,
    ]),
};

/** A function and its argument: `COUNT`, `SUM(delay)`. */
function called(call: JsonObject): string {
  const argument = text(call, "argument");
  return argument === "" ? text(call, "function") : `${text(call, "function")}(${argument})`;
}

/** The lengths of a window, of whatever kind: `10 s`, `10 s each 2 s`, `1 d in steps of 1 h`, `sessions, 10 s apart`. */
function span(window: JsonObject): string {
  const gap = text(window, "gap");
  return (
    joined(" each ", [text(window, "size"), text(window, "slide")]) +
    (text(window, "step") && ` in steps of ${text(window, "step")}`) +
    (gap && `sessions, ${gap} apart`)
  );
}

/** The values of the fields a form shows first, the most telling ones: expressions, paths, columns, choices, lengths. */
function general(fields: readonly ConfigField[], config: JsonObject): string {
  const parts = fields
    .filter((field) => !field.advanced)
    .map((field) => told(field.type, member(config, field.name)))
    .filter((part) => part !== "");
  return parts.slice(0, 3).join(" · ");
}

function told(type: FieldType, value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  switch (type.kind) {
    case "expression":
    case "query":
    case "path":
    case "column":
    case "enum":
    case "duration":
    case "string":
      return typeof value === "string" ? value : "";
    case "integer":
    case "number":
      return value instanceof ExactNumber ? value.text : typeof value === "number" ? value.toLocaleString("en") : "";
    default:
      return "";
  }
}

function joined(separator: string, parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}

function object(config: JsonObject, key: string): JsonObject {
  const value = member(config, key);
  return isObject(value) ? value : {};
}

function elements(config: JsonObject, key: string): readonly JsonObject[] {
  const value = member(config, key);
  return isArray(value) ? value.filter((element) => isObject(element)) : [];
}

function text(config: JsonObject, key: string): string {
  const value = member(config, key);
  return typeof value === "string" ? value : "";
}

function whole(config: JsonObject, key: string): string {
  const value = member(config, key);
  return value instanceof ExactNumber ? value.text : typeof value === "number" ? value.toString() : "";
}
