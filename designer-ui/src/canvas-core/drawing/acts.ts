import { type Catalogue, inputsOf, type NodeTypeDescriptor, outputsOf } from "../catalogue/catalogue";
import type { Edge, PipelineDocument, Point } from "../document/document";
import type { Edit } from "../draft/edit";
import { snapped } from "../geometry/grid";
import { blankObject } from "./blank";
import { whyNotConnected } from "./connections";
import { newId, type Random } from "./ids";

/** Edits to apply together, and what they are called in the history. */
export interface Proposal {
  readonly label: string;
  readonly edits: readonly Edit[];
}

/** What is selected on the canvas. */
export interface Selection {
  readonly nodes: readonly string[];
  /** Keys of edges, see `edgeKey`. */
  readonly edges: readonly string[];
}

export const NOTHING: Selection = { nodes: [], edges: [] };

/** Drops a new node; with `after`, tied to that output where its first input fits. */
export function addNode(
  document: PipelineDocument,
  catalogue: Catalogue,
  type: NodeTypeDescriptor,
  place: Point,
  random: Random,
  after?: Edge["from"],
): Proposal & { readonly node: string } {
  const id = newId(type.type, (taken) => document.nodes.some((node) => node.id === taken), random);
  const config = blankObject(type.configSchema.fields, () => newId("e", () => false, random));
  const node = { id, name: "", type: type.type, typeVersion: type.version, config };
  const edits: Edit[] = [
    { edit: "addNode", node },
    { edit: "moveNodes", positions: { [id]: snapped(place) } },
  ];
  const input = inputsOf(type, config)[0];
  if (after && input) {
    const edge = { from: after, to: { node: id, port: input.name } };
    const drawn = { ...document, nodes: [...document.nodes, node] };
    if (whyNotConnected(drawn, catalogue, edge) === undefined) edits.push({ edit: "addEdge", edge });
  }
  return { label: `Add ${type.name}`, edits, node: id };
}

/** Ties an output to an input. */
export function connect(edge: Edge): Proposal {
  return { label: "Connect", edits: [{ edit: "addEdge", edge }] };
}

/** Puts nodes where they were dragged to, on the grid; nothing for those that come back to where they were. */
export function moveNodes(document: PipelineDocument, places: Readonly<Record<string, Point>>): Proposal | undefined {
  const moved = Object.entries(places)
    .map(([id, place]): [string, Point] => [id, snapped(place)])
    .filter(([id, place]) => {
      const old = document.layout.positions[id];
      return !old || old.x !== place.x || old.y !== place.y;
    });
  if (moved.length === 0) return undefined;
  const label = moved.length === 1 ? "Move" : `Move ${moved.length} nodes`;
  return { label, edits: [{ edit: "moveNodes", positions: Object.fromEntries(moved) }] };
}

/**
 * What becomes of the edges at ports that a new config of a node no longer has: a route's branch that goes takes its edges, and
 * those of the input that a node has as long as its list is empty come to the first one in the list.
 */
export function edgesWithoutPort(
  document: PipelineDocument,
  type: NodeTypeDescriptor,
  node: string,
  config: PipelineDocument["nodes"][number]["config"],
): readonly Edit[] {
  const outputs = new Set(outputsOf(type, config).map((port) => port.name));
  const inputs = inputsOf(type, config).map((port) => port.name);
  return document.edges.flatMap((edge): readonly Edit[] => {
    const gone: Edit = { edit: "removeEdge", edge };
    if (edge.from.node === node && !outputs.has(edge.from.port)) return [gone];
    if (edge.to.node !== node || inputs.includes(edge.to.port)) return [];
    const [first] = inputs;
    const isFixed = type.ports.inputs.some((port) => port.name === edge.to.port);
    const isFree = first !== undefined && !document.edges.some(({ to }) => to.node === node && to.port === first);
    return isFixed && isFree
      ? [gone, { edit: "addEdge", edge: { from: edge.from, to: { node, port: first } } }]
      : [gone];
  });
}
