import { ExactNumber, isArray, type Json } from "./json";

/** Keys that come first, in this order: the one of `CanonicalJson` in Java. Adding one changes texts and hashes. */
const LEADING_KEYS = [
  "apiVersion",
  "kind",
  "id",
  "name",
  "type",
  "typeVersion",
  "policy",
  "description",
  "settings",
  "parameters",
  "nodes",
  "edges",
  "layout",
];

const RANKS = new Map(LEADING_KEYS.map((key, index) => [key, index]));

/** The order members are written in: the keys a reader looks for first, then all others by UTF-16 code unit. */
export function keyOrder(one: string, other: string): number {
  const ranks = (RANKS.get(one) ?? LEADING_KEYS.length) - (RANKS.get(other) ?? LEADING_KEYS.length);
  return ranks !== 0 ? ranks : one < other ? -1 : one > other ? 1 : 0;
}

/** The one text of a value, on one line without blanks. Equal values give equal text, here and in Java. */
export function print(value: Json): string {
  return text(value, -1);
}

/** The same over many lines, ending with a line feed. */
export function pretty(value: Json): string {
  return `${text(value, 0)}\n`;
}

/** The text as a JSON string. Only control characters, quotes and backslashes are escaped, as JSON.stringify does. */
export function quoted(value: string): string {
  // JSON.stringify would escape half a surrogate pair, but no text with one gets into a tree.
  return JSON.stringify(value);
}

/** `indent` is the level of the value's line, negative for text on one line. */
function text(value: Json, indent: number): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return String(value);
  if (value instanceof ExactNumber) return value.text;
  const deeper = indent < 0 ? indent : indent + 1;
  if (isArray(value)) {
    return block(
      "[",
      value.map((element) => text(element, deeper)),
      "]",
      indent,
    );
  }
  const colon = indent < 0 ? ":" : ": ";
  const members = Object.entries(value)
    .sort(([one], [other]) => keyOrder(one, other))
    .map(([key, element]) => quoted(key) + colon + text(element, deeper));
  return block("{", members, "}", indent);
}

function block(open: string, parts: readonly string[], close: string, indent: number): string {
  if (indent < 0 || parts.length === 0) return open + parts.join(",") + close;
  const line = `\n${"  ".repeat(indent + 1)}`;
  return `${open}${line}${parts.join(`,${line}`)}\n${"  ".repeat(indent)}${close}`;
}
