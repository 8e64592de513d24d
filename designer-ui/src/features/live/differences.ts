import type { Edge, Node, PipelineDocument } from "../../canvas-core/document/document";
import { print } from "../../canvas-core/json/canonicalJson";

/** The nodes that are not the same in two documents: their settings, their name, or what leads to them. */
export function differentNodes(one: PipelineDocument, other: PipelineDocument): readonly string[] {
  if (one.nodes === other.nodes && one.edges === other.edges) return [];
  const before = told(one);
  const after = told(other);
  return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
}

function told({ nodes, edges }: PipelineDocument): ReadonlyMap<string, string> {
  return new Map(
    nodes.map((node) => [
      node.id,
      textOf(
        node,
        edges.filter(({ to }) => to.node === node.id),
      ),
    ]),
  );
}

function textOf({ type, typeVersion, name, config, errors }: Node, inputs: readonly Edge[]): string {
  const lines = inputs.map(({ from, to }) => `${from.node}.${from.port} ${to.port}`).toSorted();
  return print([type, typeVersion, name, config, { ...errors }, lines]);
}
