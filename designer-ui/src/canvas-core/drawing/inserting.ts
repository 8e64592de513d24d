import { type Catalogue, inputsOf, type NodeTypeDescriptor, outputsOf } from "../catalogue/catalogue";
import type { Edge, PipelineDocument, Point } from "../document/document";
import type { Edit } from "../draft/edit";
import { placeBetween } from "../geometry/placing";
import type { Scene } from "../geometry/scene";
import { addNode, type Proposal } from "./acts";
import { blankObject } from "./blank";
import type { Random } from "./ids";

/** The types whose new node can take the rows of an output. */
export function typesAfter(types: readonly NodeTypeDescriptor[]): readonly NodeTypeDescriptor[] {
  return types.filter((type) => endsOf(type).input !== undefined);
}

/** The types that can stand on an edge: rows come in and go on. */
export function typesOnEdge(types: readonly NodeTypeDescriptor[]): readonly NodeTypeDescriptor[] {
  return types.filter((type) => {
    const { input, output } = endsOf(type);
    return input !== undefined && output !== undefined;
  });
}

/**
 * Puts a new node on an edge: what came to the edge's end comes to the node, and what the node gives comes to the edge's
 * end. Where there is no room between the ends, what follows moves on to the right. Undefined where the type cannot stand on
 * an edge or the edge is not there any more.
 */
export function insertOnEdge(
  document: PipelineDocument,
  catalogue: Catalogue,
  scene: Scene,
  type: NodeTypeDescriptor,
  edge: Edge,
  random: Random,
): (Proposal & { readonly node: string }) | undefined {
  const { input, output } = endsOf(type);
  const [from, to] = [scene.nodes[edge.from.node]?.rect, scene.nodes[edge.to.node]?.rect];
  if (input === undefined || output === undefined || !from || !to) return undefined;
  const rects = Object.fromEntries(Object.entries(scene.nodes).map(([id, { rect }]) => [id, rect]));
  const { place, moved } = placeBetween(rects, from, to, followers(document, edge.to.node));
  const { node, label, edits } = addNode(document, catalogue, type, place, random);
  return {
    label,
    node,
    edits: [
      { edit: "removeEdge", edge },
      ...edits,
      ...(Object.keys(moved).length === 0 ? [] : [{ edit: "moveNodes", positions: moved } satisfies Edit]),
      { edit: "addEdge", edge: { from: edge.from, to: { node, port: input } } },
      { edit: "addEdge", edge: { from: { node, port: output }, to: edge.to } },
    ],
  };
}

/** The edge that passes under a point, within a reach in pixels of the canvas; of several the nearest. */
export function edgeAt(scene: Scene, point: Point, reach: number): string | undefined {
  let nearest: { readonly key: string; readonly distance: number } | undefined;
  for (const [key, corners] of Object.entries(scene.edges)) {
    for (const [i, corner] of corners.slice(1).entries()) {
      const distance = distanceTo(corners[i] ?? corner, corner, point);
      if (distance <= reach && (!nearest || distance < nearest.distance)) nearest = { key, distance };
    }
  }
  return nearest?.key;
}

/** How far a point is from a level or upright stretch. */
function distanceTo(start: Point, end: Point, { x, y }: Point): number {
  const beside = (at: number, one: number, other: number) =>
    Math.max(Math.min(one, other) - at, at - Math.max(one, other), 0);
  return Math.hypot(beside(x, start.x, end.x), beside(y, start.y, end.y));
}

/** The ports by which a new node of a type is tied. */
function endsOf(type: NodeTypeDescriptor): { readonly input?: string; readonly output?: string } {
  const config = blankObject(type.configSchema.fields, () => "e");
  const input = inputsOf(type, config)[0]?.name;
  const output = outputsOf(type, config).find(({ role }) => role === "rows")?.name;
  return { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
}

/** A node and all that its rows come to. */
function followers(document: PipelineDocument, node: string): readonly string[] {
  const found = new Set<string>();
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    for (const { from, to } of document.edges) if (from.node === at) waiting.push(to.node);
  }
  return [...found];
}
