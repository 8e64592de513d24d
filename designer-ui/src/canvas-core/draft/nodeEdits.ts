import { type Edge, edgeKey, type Layout, type PipelineDocument, type Point } from "../document/document";
import { depth } from "../json/json";
import type { Applied } from "./applied";
import { requireDepth } from "./configEdits";
import type { Edit, EditOf } from "./edit";
import { Listing } from "./listing";
import { EditRefused } from "./refusal";

export type NodeEdit = EditOf<"addNode" | "removeNode" | "renameNode" | "setNodeType" | "setErrors" | "reorderNode">;

/** Changes the list of nodes, and all of a node but its config. */
export function applyNodeEdit(document: PipelineDocument, edit: NodeEdit): Applied {
  const nodes = new Listing("The node", document.nodes, (node) => node.id);
  switch (edit.edit) {
    case "addNode": {
      requireDepth(depth(edit.node.config));
      // Edges may have waited for the node; taking it away again must not take them.
      const undo: Edit[] = [{ edit: "removeNode", node: edit.node.id }, ...edgesAt(document, edit.node.id)];
      return { document: { ...document, nodes: nodes.added(edit.node, edit.index) }, undo };
    }
    case "removeNode":
      return remove(document, nodes, edit.node);
    case "renameNode": {
      const old = nodes.get(edit.node);
      return {
        document: { ...document, nodes: nodes.replaced(old.id, { ...old, name: edit.name }) },
        undo: [{ edit: "renameNode", node: old.id, name: old.name }],
      };
    }
    case "setNodeType": {
      const old = nodes.get(edit.node);
      const changed = { ...old, type: edit.type, typeVersion: edit.typeVersion };
      return {
        document: { ...document, nodes: nodes.replaced(old.id, changed) },
        undo: [{ edit: "setNodeType", node: old.id, type: old.type, typeVersion: old.typeVersion }],
      };
    }
    case "setErrors": {
      const { errors, ...old } = nodes.get(edit.node);
      const changed = edit.errors ? { ...old, errors: edit.errors } : old;
      return {
        document: { ...document, nodes: nodes.replaced(old.id, changed) },
        undo: [{ edit: "setErrors", node: old.id, ...(errors && { errors }) }],
      };
    }
    case "reorderNode":
      return {
        document: { ...document, nodes: nodes.moved(edit.node, edit.index) },
        undo: [{ edit: "reorderNode", node: edit.node, index: nodes.require(edit.node) }],
      };
  }
}

function remove(document: PipelineDocument, nodes: Listing<PipelineDocument["nodes"][number]>, id: string): Applied {
  const undo: Edit[] = [{ edit: "addNode", node: nodes.get(id), index: nodes.require(id) }, ...edgesAt(document, id)];
  const { positions, groups } = document.layout;
  const position = positionOf(positions, id);
  if (position) undo.push({ edit: "moveNodes", positions: { [id]: position } });
  for (const group of groups) {
    if (group.nodes.includes(id)) undo.push({ edit: "setGroupNodes", group: group.id, nodes: group.nodes });
  }
  const layout: Layout = {
    ...document.layout,
    positions: Object.fromEntries(Object.entries(positions).filter(([node]) => node !== id)),
    groups: groups.map((group) => ({ ...group, nodes: group.nodes.filter((node) => node !== id) })),
  };
  const edges = document.edges.filter((edge) => !touches(edge, id));
  return { document: { ...document, nodes: nodes.removed(id), edges, layout }, undo };
}

/** What it takes to add the edges of a node again, each in its place. */
function edgesAt(document: PipelineDocument, id: string): Edit[] {
  return document.edges.flatMap((edge, index): Edit[] => (touches(edge, id) ? [{ edit: "addEdge", edge, index }] : []));
}

function touches(edge: Edge, id: string): boolean {
  return edge.from.node === id || edge.to.node === id;
}

function positionOf(positions: Readonly<Record<string, Point>>, node: string): Point | undefined {
  return Object.hasOwn(positions, node) ? positions[node] : undefined;
}

/** Changes the list of edges. */
export function applyEdgeEdit(
  document: PipelineDocument,
  edit: EditOf<"addEdge" | "removeEdge" | "reorderEdge">,
): Applied {
  const edges = new Listing("The edge", document.edges, edgeKey);
  const { edge } = edit;
  const key = edgeKey(edge);
  switch (edit.edit) {
    case "addEdge":
      return { document: { ...document, edges: edges.added(edge, edit.index) }, undo: [{ edit: "removeEdge", edge }] };
    case "removeEdge":
      return {
        document: { ...document, edges: edges.removed(key) },
        undo: [{ edit: "addEdge", edge, index: edges.require(key) }],
      };
    case "reorderEdge":
      return {
        document: { ...document, edges: edges.moved(key, edit.index) },
        undo: [{ edit: "reorderEdge", edge, index: edges.require(key) }],
      };
  }
}

/** Changes where nodes lie. */
export function applyPositionEdit(document: PipelineDocument, edit: EditOf<"moveNodes" | "clearPositions">): Applied {
  const before = document.layout.positions;
  const touched = edit.edit === "moveNodes" ? Object.keys(edit.positions) : edit.nodes;
  const placed: Record<string, Point> = {};
  const unplaced: string[] = [];
  for (const node of [...new Set(touched)].sort()) {
    if (!document.nodes.some(({ id }) => id === node)) throw EditRefused.missing("The node", node);
    const old = positionOf(before, node);
    if (old) placed[node] = old;
    else unplaced.push(node);
  }
  const undo: Edit[] = [];
  if (Object.keys(placed).length > 0) undo.push({ edit: "moveNodes", positions: placed });
  if (unplaced.length > 0) undo.push({ edit: "clearPositions", nodes: unplaced });
  const positions =
    edit.edit === "moveNodes"
      ? { ...before, ...edit.positions }
      : Object.fromEntries(Object.entries(before).filter(([node]) => !edit.nodes.includes(node)));
  return { document: { ...document, layout: { ...document.layout, positions } }, undo };
}
