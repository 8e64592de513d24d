import { DOCUMENT, EDGE, ID, NODE, PARAMETER, type PipelineDocument, POSITIONS } from "../document/document";
import { printPath } from "../document/fieldPath";
import type { Problem } from "../document/problem";
import { placed } from "../geometry/placing";
import { pretty, print } from "../json/canonicalJson";
import { isObject, type Json, member } from "../json/json";
import { JsonSyntaxError, parseJson } from "../json/jsonText";
import { type Of, read } from "../shape/codec";
import { list, listById, object, optional, required, withDefault } from "../shape/composites";
import { oneOf } from "../shape/scalars";

const KIND = "PipelineNodes";

const FRAGMENT = object({
  apiVersion: required(oneOf("millrace.io/v1")),
  kind: required(oneOf(KIND)),
  pipeline: optional(ID),
  parameters: withDefault(list(PARAMETER), []),
  nodes: required(listById(NODE)),
  edges: withDefault(list(EDGE, print), []),
  positions: withDefault(POSITIONS, {}),
});

/**
 * Some nodes of a pipeline as plain JSON, to be put on a clipboard: with the edges among them, where they lie, and the
 * parameters that their configs name.
 */
export type Fragment = Of<typeof FRAGMENT>;

/** More than anybody draws, and few enough that the screen follows at once. */
export const MOST_COPIED_NODES = 1_000;

/** Longer texts are no nodes that somebody copied; reading one would hold the page up. */
const LONGEST_COPIED = 5_000_000;

/** These nodes of a document, in its order. */
export function fragmentOf(document: PipelineDocument, ids: readonly string[]): Fragment {
  const nodes = document.nodes.filter(({ id }) => ids.includes(id));
  const places = placed(document);
  const named = new Set(nodes.flatMap(({ config }) => parametersIn(config)));
  const isCopied = (id: string) => nodes.some((node) => node.id === id);
  return {
    apiVersion: "millrace.io/v1",
    kind: KIND,
    pipeline: document.id,
    parameters: document.parameters.filter(({ name }) => named.has(name)),
    nodes,
    edges: document.edges.filter(({ from, to }) => isCopied(from.node) && isCopied(to.node)),
    positions: Object.fromEntries(nodes.map(({ id }) => [id, places[id] ?? { x: 0, y: 0 }])),
  };
}

/** The text that goes on a clipboard. */
export function writeFragment(fragment: Fragment): string {
  return pretty(FRAGMENT.write(fragment));
}

/** What a clipboard holds: nodes, or why it holds none, as sentences. */
export type ReadFragment =
  | { readonly fragment: Fragment; readonly why?: never }
  | { readonly fragment?: never; readonly why: string };

/** Reads a text from a clipboard: copied nodes, or a whole pipeline. Of a text from outside nothing is taken for granted. */
export function readFragment(text: string): ReadFragment {
  if (text.trim() === "") return { why: "The clipboard is empty. Copy nodes first, here or in another pipeline." };
  if (text.length > LONGEST_COPIED) return { why: `${NO_NODES} It is longer than 5 million characters.` };
  let json: Json;
  try {
    json = parseJson(text);
  } catch (e) {
    if (!(e instanceof JsonSyntaxError)) throw e;
    // Prose is no broken JSON: where it stops being JSON helps nobody.
    return { why: text.trimStart().startsWith("{") ? `${NO_NODES} ${e.message}.` : NO_NODES };
  }
  const kind = isObject(json) ? member(json, "kind") : undefined;
  if (kind !== KIND && kind !== "Pipeline") return { why: NO_NODES };
  const reading = kind === KIND ? read(FRAGMENT, json) : wholeOf(json);
  if (reading.value === undefined) return { why: `The copied nodes cannot be read. ${firstOf(reading.problems)}` };
  const { nodes } = reading.value;
  if (nodes.length === 0) return { why: `${NO_NODES} Its list of nodes is empty.` };
  if (nodes.length > MOST_COPIED_NODES) {
    return { why: `At most ${MOST_COPIED_NODES.toLocaleString("en")} nodes are pasted at once, not ${nodes.length}.` };
  }
  return { fragment: reading.value };
}

const NO_NODES = "The clipboard holds no nodes. Copy nodes in a drawing, or the JSON of a pipeline.";

function wholeOf(json: Json) {
  const { value, problems } = read(DOCUMENT, json);
  return value
    ? {
        value: fragmentOf(
          value,
          value.nodes.map(({ id }) => id),
        ),
      }
    : { problems };
}

function firstOf(problems: readonly Problem[]): string {
  const [first, ...more] = problems;
  if (!first) return "";
  const where = printPath(first.fieldPath ?? []);
  const others = more.length === 0 ? "" : ` ${more.length} more ${more.length === 1 ? "flaw" : "flaws"} in it.`;
  return `${where === "" ? "" : `\`${where}\`: `}${first.message}.${others}`;
}

/** The parameters that expressions of a config name, as `${name}`. */
function parametersIn(config: Json): readonly string[] {
  return [...print(config).matchAll(/\$\{([A-Za-z_]\w*)\}/g)].flatMap(([, name]) => name ?? []);
}
