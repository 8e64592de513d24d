import { print } from "../json/canonicalJson";
import type { Json } from "../json/json";
import type { Of } from "../shape/codec";
import { list, listById, map, object, optional, required, withDefault } from "../shape/composites";
import {
  ANY_OBJECT,
  ANYTHING,
  DOUBLE,
  duration,
  oneOf,
  POSITIVE,
  TEXT,
  textLike,
  textRead,
  whole,
  wholeOf64Bits,
} from "../shape/scalars";

/** Which node, for ever: given when the node is dropped, never derived from its name or place. State hangs on it. */
export const ID_PATTERN = /^[a-z][a-z0-9-]{0,62}$/;

const ID = textLike(ID_PATTERN, "a small letter, then small letters, digits and hyphens, 63 characters at most");
/** The name of a node type, such as `filter`, `topN` or `file-source`. */
const TYPE = textLike(
  /^[a-z][A-Za-z0-9-]{0,62}$/,
  "a small letter, then letters, digits and hyphens, 63 characters at most",
);
const PARAMETER_NAME = textLike(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "a letter, then letters, digits and underscores");
/** The name of a port on its node. */
export const PORT_PATTERN = /^[a-z][A-Za-z0-9-]{0,62}$/;
const PORT = textLike(PORT_PATTERN, "a small letter, then letters, digits and hyphens, 63 characters at most");

/** The zones of SQL: those the browser knows by name, and offsets. */
function requireZone(text: string): void {
  if (/^(?:Z|(?:UTC|GMT|UT)?[+-](?:0?\d|1[0-8])(?::?[0-5]\d)?|UTC|GMT|UT)$/.test(text)) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
  } catch {
    throw new RangeError(`\`${text.slice(0, 40)}\` is not a time zone; write one like \`UTC\` or \`Europe/Berlin\``);
  }
}

export const SETTINGS = object({
  timeZone: withDefault(textRead(requireZone), "UTC"),
  checkpointInterval: optional(duration("100 ms", "1 d")),
  stateTtl: optional(duration("1 s", undefined)),
});

export const PARAMETER = object({
  name: required(PARAMETER_NAME),
  type: required(TEXT),
  default: optional(ANYTHING),
});

/** What happens to a row that fails in a node. */
export const ERROR_POLICY = object({
  policy: required(oneOf("fail", "skip", "deadLetter")),
  limit: optional(wholeOf64Bits(0n)),
  to: optional(ID),
});

export const NODE = object({
  id: required(ID),
  name: withDefault(TEXT, ""),
  type: required(TYPE),
  typeVersion: withDefault(whole(1, 1_000_000), 1),
  config: withDefault(ANY_OBJECT, {}),
  errors: optional(ERROR_POLICY),
});

export const ENDPOINT = object({ node: required(ID), port: required(PORT) });
export const EDGE = object({ from: required(ENDPOINT), to: required(ENDPOINT) });

/** A place on the canvas, in pixels at 100 % zoom, x to the right, y down. */
export const POINT = object({ x: required(DOUBLE), y: required(DOUBLE) });
export const SIZE = object({ width: required(POSITIVE), height: required(POSITIVE) });

export const NOTE = object({
  id: required(ID),
  text: required(TEXT),
  position: required(POINT),
  size: required(SIZE),
});

export const GROUP = object({
  id: required(ID),
  name: withDefault(TEXT, ""),
  nodes: withDefault(
    list(ID, (json) => (typeof json === "string" ? json : undefined)),
    [],
  ),
  parent: optional(ID),
});

export const POSITIONS = map(ID, POINT);

const LAYOUT = object({
  positions: withDefault(POSITIONS, {}),
  notes: withDefault(listById(NOTE), []),
  groups: withDefault(listById(GROUP), []),
});

/** A whole pipeline: the only truth about it. Canvas, text and REST are views of this value. */
export const DOCUMENT = object({
  apiVersion: required(oneOf("millrace.io/v1")),
  kind: required(oneOf("Pipeline")),
  id: required(ID),
  name: required(TEXT),
  description: withDefault(TEXT, ""),
  settings: withDefault(SETTINGS, {}),
  parameters: withDefault(list(PARAMETER, nameOf), []),
  nodes: withDefault(listById(NODE), []),
  edges: withDefault(list(EDGE, print), []),
  layout: withDefault(LAYOUT, {}),
});

export { ID, PARAMETER_NAME, TYPE };

export type Settings = Of<typeof SETTINGS>;
export type Parameter = Of<typeof PARAMETER>;
export type ErrorPolicy = Of<typeof ERROR_POLICY>;
export type Node = Of<typeof NODE>;
export type Endpoint = Of<typeof ENDPOINT>;
export type Edge = Of<typeof EDGE>;
export type Point = Of<typeof POINT>;
export type Size = Of<typeof SIZE>;
export type Note = Of<typeof NOTE>;
export type Group = Of<typeof GROUP>;
export type Layout = Of<typeof LAYOUT>;
export type PipelineDocument = Of<typeof DOCUMENT>;

/** A document without nodes. */
export function emptyDocument(id: string, name: string): PipelineDocument {
  return {
    apiVersion: "millrace.io/v1",
    kind: "Pipeline",
    id,
    name,
    description: "",
    settings: { timeZone: "UTC" },
    parameters: [],
    nodes: [],
    edges: [],
    layout: { positions: {}, notes: [], groups: [] },
  };
}

/** One text per edge, to tell edges apart. */
export function edgeKey(edge: Edge): string {
  return `${edge.from.node}.${edge.from.port} → ${edge.to.node}.${edge.to.port}`;
}

function nameOf(json: Json): string | undefined {
  const name = typeof json === "object" && json !== null && "name" in json ? json.name : undefined;
  return typeof name === "string" ? name : undefined;
}
