import type { Catalogue, PortDescriptor } from "../catalogue/catalogue";
import { edgeKey, type PipelineDocument, type Point } from "../document/document";
import { portsOf } from "../drawing/connections";
import { nodeSize, portPlace, type Rect } from "./grid";
import { letterRoute, route } from "./route";

/** A port and how far below its node's upper edge it lies. */
export interface PlacedPort extends PortDescriptor {
  readonly offset: number;
}

export interface PlacedNode {
  readonly rect: Rect;
  readonly inputs: readonly PlacedPort[];
  readonly outputs: readonly PlacedPort[];
}

/** All that is drawn, with its place. */
export interface Scene {
  readonly nodes: Readonly<Record<string, PlacedNode>>;
  /** The corners of each edge whose ends are there, by its key. */
  readonly edges: Readonly<Record<string, readonly Point[]>>;
  /** The corners of the line from each node whose failed rows go to a sink, by the node's id. */
  readonly letters: Readonly<Record<string, readonly Point[]>>;
}

/** Where everything is drawn when nodes lie at these places. */
export function sceneOf(
  document: PipelineDocument,
  catalogue: Catalogue,
  places: Readonly<Record<string, Point>>,
): Scene {
  const nodes: Record<string, PlacedNode> = {};
  for (const node of document.nodes) {
    const ports = portsOf(catalogue, node);
    const { x, y } = places[node.id] ?? { x: 0, y: 0 };
    const inputs = withUsed(
      ports.inputs,
      document.edges.filter((edge) => edge.to.node === node.id).map((edge) => edge.to.port),
    );
    const outputs = withUsed(
      ports.outputs,
      document.edges.filter((edge) => edge.from.node === node.id).map((edge) => edge.from.port),
    );
    const rect = { x, y, ...nodeSize(Math.max(inputs.length, outputs.length)) };
    const place =
      (side: "left" | "right") => (port: PortDescriptor, index: number, all: readonly PortDescriptor[]) => ({
        ...port,
        offset: portPlace(rect, side, index, all.length).y - rect.y,
      });
    nodes[node.id] = { rect, inputs: inputs.map(place("left")), outputs: outputs.map(place("right")) };
  }
  const edges: Record<string, readonly Point[]> = {};
  for (const edge of document.edges) {
    const from = nodes[edge.from.node];
    const to = nodes[edge.to.node];
    const output = from?.outputs.find((port) => port.name === edge.from.port);
    const input = to?.inputs.find((port) => port.name === edge.to.port);
    if (from && to && output && input) {
      edges[edgeKey(edge)] = route(
        { x: from.rect.x + from.rect.width, y: from.rect.y + output.offset },
        { x: to.rect.x, y: to.rect.y + input.offset },
      );
    }
  }
  const letters: Record<string, readonly Point[]> = {};
  for (const { id, errors } of document.nodes) {
    const from = nodes[id];
    const to = errors?.policy === "deadLetter" && errors.to !== undefined ? nodes[errors.to] : undefined;
    const input = to?.inputs[0];
    if (from && to && input && from !== to) {
      letters[id] = letterRoute(
        { x: from.rect.x + from.rect.width / 2, y: from.rect.y + from.rect.height },
        { x: to.rect.x, y: to.rect.y + input.offset },
      );
    }
  }
  return { nodes, edges, letters };
}

/** Ports that edges use though the type does not have them are drawn too: an edge is never hidden. */
function withUsed(ports: readonly PortDescriptor[], used: readonly string[]): readonly PortDescriptor[] {
  const lost = [...new Set(used)].filter((name) => !ports.some((port) => port.name === name));
  return [
    ...ports,
    ...lost.map((name): PortDescriptor => ({ name, summary: "", role: "rows", takesMany: true, required: false })),
  ];
}
