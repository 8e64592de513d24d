import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import { type Endpoint, edgeKey, type Node, type PipelineDocument } from "../../canvas-core/document/document";
import type { Selection } from "../../canvas-core/drawing/acts";
import { portsOf } from "../../canvas-core/drawing/connections";

/** Where rows are looked at. */
export interface TapPlace {
  /** The output whose rows are shown: of an edge its beginning, of a sink what leads to it. */
  readonly at: Endpoint;
  /** The sink whose rows these are. */
  readonly sink?: Node;
}

/**
 * Where to look at rows for what is selected: an edge, a node's first output that leads somewhere, or what leads to a
 * node without outputs. With nothing selected, the first sink. Undefined where no row passes.
 */
export function tapPlace(document: PipelineDocument, catalogue: Catalogue, selection: Selection): TapPlace | undefined {
  const edge = document.edges.find((known) => selection.edges.includes(edgeKey(known)));
  if (edge) return { at: edge.from };
  const isSink = (known: Node) => portsOf(catalogue, known).outputs.length === 0;
  const node = document.nodes.find(({ id }) => id === selection.nodes[0]) ?? document.nodes.find(isSink);
  if (!node) return undefined;
  const after = document.edges.find(({ from }) => from.node === node.id);
  if (after) return { at: after.from };
  const before = document.edges.find(({ to }) => to.node === node.id);
  return before && { at: before.from, ...(isSink(node) && { sink: node }) };
}
