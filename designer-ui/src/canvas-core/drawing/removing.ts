import type { Catalogue } from "../catalogue/catalogue";
import { type Edge, edgeKey, type PipelineDocument } from "../document/document";
import type { Edit } from "../draft/edit";
import type { Proposal, Selection } from "./acts";
import { portsOf, reaches, titleIn, whyNotConnected } from "./connections";

/** Whether what came before removed nodes and what came after them are joined. */
export type Gap = "closed" | "left";

/**
 * Removes what is selected as one act; the edges of a removed node go with it. Where rows came into what is removed by one
 * edge and left it by one output, they go on from there as before, as far as the ports fit.
 */
export function remove(
  document: PipelineDocument,
  catalogue: Catalogue,
  selection: Selection,
  gap: Gap = "closed",
): Proposal | undefined {
  const nodes = document.nodes.filter((node) => selection.nodes.includes(node.id));
  const edges = document.edges.filter(
    (edge) =>
      selection.edges.includes(edgeKey(edge)) &&
      !selection.nodes.includes(edge.from.node) &&
      !selection.nodes.includes(edge.to.node),
  );
  const [only] = nodes;
  if (nodes.length + edges.length === 0) return undefined;
  const label =
    nodes.length === 0
      ? "Disconnect"
      : nodes.length === 1 && only
        ? `Delete ${titleIn(catalogue, only)}`
        : `Delete ${nodes.length} nodes`;
  return {
    label,
    edits: [
      ...edges.map((edge): Edit => ({ edit: "removeEdge", edge })),
      ...nodes.map((node): Edit => ({ edit: "removeNode", node: node.id })),
      ...(gap === "closed" ? joins(document, catalogue, selection) : []).map(
        (edge): Edit => ({ edit: "addEdge", edge }),
      ),
    ],
  };
}

/** The edges that close the gaps. */
function joins(document: PipelineDocument, catalogue: Catalogue, { nodes, edges }: Selection): readonly Edge[] {
  const gone = new Set(nodes);
  const kept = document.edges.filter((edge) => !edges.includes(edgeKey(edge)));
  let drawn: PipelineDocument = {
    ...document,
    nodes: document.nodes.filter(({ id }) => !gone.has(id)),
    edges: kept.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)),
  };
  const found: Edge[] = [];
  for (const part of partsOf(document, gone)) {
    const incoming = kept.filter(({ from, to }) => part.has(to.node) && !gone.has(from.node));
    const outgoing = kept.filter(({ from, to }) => part.has(from.node) && !gone.has(to.node));
    const [entry, ...others] = incoming;
    if (!entry || others.length > 0 || !leavesByOneOutput(document, catalogue, outgoing)) continue;
    for (const exit of outgoing) {
      const edge = { from: entry.from, to: exit.to };
      if (!reaches(document, entry.to.node, exit.from.node)) continue;
      if (whyNotConnected(drawn, catalogue, edge) !== undefined) continue;
      found.push(edge);
      drawn = { ...drawn, edges: [...drawn.edges, edge] };
    }
  }
  return found;
}

/** Late and failed rows are not what came in: where only they went on, nothing would go on. */
function leavesByOneOutput(document: PipelineDocument, catalogue: Catalogue, edges: readonly Edge[]): boolean {
  const [first] = edges;
  if (!first || edges.some(({ from }) => from.node !== first.from.node || from.port !== first.from.port)) return false;
  const node = document.nodes.find(({ id }) => id === first.from.node);
  const port = node && portsOf(catalogue, node).outputs.find(({ name }) => name === first.from.port);
  return port?.role === "rows";
}

/** The removed nodes, those together that edges hold together. */
function partsOf(document: PipelineDocument, gone: ReadonlySet<string>): readonly ReadonlySet<string>[] {
  const left = new Set(document.nodes.map(({ id }) => id).filter((id) => gone.has(id)));
  const parts: ReadonlySet<string>[] = [];
  for (const start of left) {
    const part = new Set<string>();
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (part.has(at) || !gone.has(at)) continue;
      part.add(at);
      left.delete(at);
      for (const { from, to } of document.edges) {
        if (from.node === at) waiting.push(to.node);
        if (to.node === at) waiting.push(from.node);
      }
    }
    parts.push(part);
  }
  return parts;
}
