import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useRef, useState } from "react";
import type { Point } from "../../canvas-core/document/document";
import { moveNodes, type Selection } from "../../canvas-core/drawing/acts";
import type { DraftSession } from "../pipeline/DraftSession";
import type { FlowEdge } from "./DrawnEdge";
import type { Card } from "./NodeCard";

type Places = Readonly<Record<string, Point>>;

const NOWHERE: Places = {};

/**
 * What pointers do to nodes and edges. While nodes are dragged their places are kept here; the drag's end is one act on
 * the document, so that it is one step of undo and one batch to the store.
 */
export function useDragging(session: DraftSession, selection: Selection, select: (selection: Selection) => void) {
  const [dragged, setDragged] = useState<Places>(NOWHERE);
  const latest = useRef<Places>(NOWHERE);
  const chosen = useRef(selection);
  chosen.current = selection;

  const onNodesChange = useCallback(
    (changes: readonly NodeChange<Card>[]) => {
      let moved = latest.current;
      let isDropped = false;
      for (const change of changes) {
        if (change.type !== "position") continue;
        if (change.position) moved = { ...moved, [change.id]: change.position };
        isDropped ||= change.dragging !== true;
      }
      if (isDropped) {
        const act = moveNodes(session.snapshot().document, moved);
        if (act) session.act(act);
        moved = NOWHERE;
      }
      if (moved !== latest.current) {
        latest.current = moved;
        setDragged(moved);
      }
      const nodes = selectedAfter(chosen.current.nodes, changes);
      if (nodes !== chosen.current.nodes) {
        chosen.current = { nodes, edges: chosen.current.edges };
        select(chosen.current);
      }
    },
    [session, select],
  );

  const onEdgesChange = useCallback(
    (changes: readonly EdgeChange<FlowEdge>[]) => {
      const edges = selectedAfter(chosen.current.edges, changes);
      if (edges !== chosen.current.edges) {
        chosen.current = { nodes: chosen.current.nodes, edges };
        select(chosen.current);
      }
    },
    [select],
  );

  return { dragged, onNodesChange, onEdgesChange };
}

function selectedAfter(
  before: readonly string[],
  changes: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[],
): readonly string[] {
  let after = before;
  for (const { type, id, selected } of changes) {
    if (type !== "select" || id === undefined) continue;
    if (selected && !after.includes(id)) after = [...after, id];
    if (!selected && after.includes(id)) after = after.filter((known) => known !== id);
  }
  return after;
}
