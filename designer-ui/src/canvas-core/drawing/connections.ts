import { type Catalogue, findType, inputsOf, outputsOf, type PortDescriptor, titleOf } from "../catalogue/catalogue";
import { type Edge, edgeKey, type Node, type PipelineDocument } from "../document/document";

/** The ports of a node of the document; none where its type is unknown. */
export function portsOf(
  catalogue: Catalogue,
  node: Node,
): { readonly inputs: readonly PortDescriptor[]; readonly outputs: readonly PortDescriptor[] } {
  const type = findType(catalogue, node.type, node.typeVersion);
  return type
    ? { inputs: inputsOf(type, node.config), outputs: outputsOf(type, node.config) }
    : { inputs: [], outputs: [] };
}

/** What to call a node of the document before people. */
export function titleIn(catalogue: Catalogue, node: Node): string {
  return titleOf(node, findType(catalogue, node.type, node.typeVersion));
}

/** Why an edge cannot be drawn, as a sentence; undefined when it can. */
export function whyNotConnected(document: PipelineDocument, catalogue: Catalogue, edge: Edge): string | undefined {
  const from = document.nodes.find((node) => node.id === edge.from.node);
  const to = document.nodes.find((node) => node.id === edge.to.node);
  if (!from || !to) return "The node is not there any more";
  const output = portsOf(catalogue, from).outputs.find((port) => port.name === edge.from.port);
  const input = portsOf(catalogue, to).inputs.find((port) => port.name === edge.to.port);
  if (!output) return `${titleIn(catalogue, from)} has no output ${edge.from.port}`;
  if (!input) return `${titleIn(catalogue, to)} takes no rows at ${edge.to.port}`;
  if (from.id === to.id) return "A node cannot read its own rows";
  if (document.edges.some((known) => edgeKey(known) === edgeKey(edge))) return "They are connected already";
  if (!input.takesMany && document.edges.some((known) => known.to.node === to.id && known.to.port === input.name)) {
    return `${titleIn(catalogue, to)} takes one connection at ${input.name}; a Union brings several streams together`;
  }
  if (reaches(document, to.id, from.id)) return "Rows would go round in a circle";
  return undefined;
}

/** The inputs an output can be tied to, in the order of the document. */
export function fittingTargets(
  document: PipelineDocument,
  catalogue: Catalogue,
  from: Edge["from"],
): readonly Edge["to"][] {
  return document.nodes.flatMap((node) =>
    portsOf(catalogue, node)
      .inputs.map((port) => ({ node: node.id, port: port.name }))
      .filter((to) => whyNotConnected(document, catalogue, { from, to }) === undefined),
  );
}

/** Whether rows of one node come to another. */
export function reaches(document: PipelineDocument, from: string, to: string): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const edge of document.edges) {
      if (edge.from.node === at) waiting.push(edge.to.node);
    }
  }
  return false;
}
