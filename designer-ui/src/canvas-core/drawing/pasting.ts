import type { Catalogue } from "../catalogue/catalogue";
import { type ErrorPolicy, emptyDocument, type Node, type PipelineDocument, type Point } from "../document/document";
import type { Edit } from "../draft/edit";
import { around, snap } from "../geometry/grid";
import { freeShift, placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import type { Proposal } from "./acts";
import { titleIn } from "./connections";
import { type Fragment, fragmentOf } from "./fragment";
import { newId, type Random } from "./ids";

/** An act that adds nodes, and which. */
export interface Pasting extends Proposal {
  readonly nodes: readonly string[];
}

/**
 * Adds copies of nodes. They get new ids, since state hangs on an id; ids within their configs stay, since a port and the
 * state of a list element are named by node and element together, and the edges among the copies go by them. The copies lie
 * among themselves as the originals do, around `middle` or, without one, where the originals lie, moved down until they
 * hide nothing. Parameters that their expressions name are brought along where the pipeline has none of the name.
 */
export function paste(
  document: PipelineDocument,
  catalogue: Catalogue,
  fragment: Fragment,
  random: Random,
  middle?: Point,
  verb = "Paste",
): Pasting {
  const ids = freshIds(document, fragment, random);
  const fresh = (id: string) => ids.get(id) ?? id;
  const names = new Set(document.nodes.map(({ name }) => name));
  const nodes = fragment.nodes.map((node): Node => {
    const name = freeName(node.name, names);
    names.add(name);
    const { errors, ...rest } = node;
    return {
      ...rest,
      id: fresh(node.id),
      name,
      ...(errors && { errors: redirected(errors, ids, document, fragment) }),
    };
  });
  const edges = fragment.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node));
  const [only] = fragment.nodes;
  return {
    label: `${verb} ${nodes.length === 1 && only ? titleIn(catalogue, only) : `${nodes.length} nodes`}`,
    nodes: nodes.map(({ id }) => id),
    edits: [
      ...fragment.parameters
        .filter(({ name }) => !document.parameters.some((known) => known.name === name))
        .map((parameter): Edit => ({ edit: "addParameter", parameter })),
      ...nodes.map((node): Edit => ({ edit: "addNode", node })),
      { edit: "moveNodes", positions: placesOf(document, catalogue, fragment, ids, middle) },
      ...edges.map(
        ({ from, to }): Edit => ({
          edit: "addEdge",
          edge: { from: { ...from, node: fresh(from.node) }, to: { ...to, node: fresh(to.node) } },
        }),
      ),
    ],
  };
}

/** Copies of nodes of the document itself, below them; undefined when none of these is there. */
export function duplicate(
  document: PipelineDocument,
  catalogue: Catalogue,
  nodes: readonly string[],
  random: Random,
): Pasting | undefined {
  const fragment = fragmentOf(document, nodes);
  return fragment.nodes.length === 0 ? undefined : paste(document, catalogue, fragment, random, undefined, "Duplicate");
}

function freshIds(document: PipelineDocument, fragment: Fragment, random: Random): ReadonlyMap<string, string> {
  const taken = new Set([...document.nodes, ...fragment.nodes].map(({ id }) => id));
  return new Map(
    fragment.nodes.map(({ id, type }) => {
      const fresh = newId(type, (wanted) => taken.has(wanted), random);
      taken.add(fresh);
      return [id, fresh];
    }),
  );
}

/** Failed rows go to the copy of their sink; else to the sink itself where this is the same pipeline; else nowhere yet. */
function redirected(
  errors: ErrorPolicy,
  ids: ReadonlyMap<string, string>,
  document: PipelineDocument,
  fragment: Fragment,
): ErrorPolicy {
  const { to, ...rest } = errors;
  if (to === undefined) return errors;
  const copy = ids.get(to);
  if (copy !== undefined) return { ...rest, to: copy };
  const isHere = fragment.pipeline === document.id && document.nodes.some(({ id }) => id === to);
  return isHere ? errors : rest;
}

/** `Late`, or `Late 2` where there is one already, so that two nodes can be told apart. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (name === "" || !taken.has(name)) return name;
  const stem = name.replace(/ \d{1,6}$/, "");
  let number = 2;
  while (taken.has(`${stem} ${number}`)) number++;
  return `${stem} ${number}`;
}

function placesOf(
  document: PipelineDocument,
  catalogue: Catalogue,
  { nodes, edges, positions }: Fragment,
  ids: ReadonlyMap<string, string>,
  middle: Point | undefined,
): Readonly<Record<string, Point>> {
  const empty = emptyDocument("fragment", "");
  const copied = { ...empty, nodes, edges, layout: { ...empty.layout, positions } };
  const rectsOf = (drawn: PipelineDocument) =>
    Object.values(sceneOf(drawn, catalogue, placed(drawn)).nodes).map(({ rect }) => rect);
  const rects = rectsOf(copied);
  const block = around(rects);
  const wished =
    middle && block
      ? { x: middle.x - block.x - block.width / 2, y: middle.y - block.y - block.height / 2 }
      : { x: 0, y: 0 };
  const shift = freeShift(rectsOf(document), rects, wished);
  const places = placed(copied);
  return Object.fromEntries(
    nodes.map(({ id }) => {
      const { x, y } = places[id] ?? { x: 0, y: 0 };
      return [ids.get(id) ?? id, { x: snap(x + shift.x), y: snap(y + shift.y) }];
    }),
  );
}
