import { useMemo } from "react";
import { type Catalogue, findType } from "../../canvas-core/catalogue/catalogue";
import { edgeKey, type PipelineDocument } from "../../canvas-core/document/document";
import type { Selection } from "../../canvas-core/drawing/acts";
import { titleIn } from "../../canvas-core/drawing/connections";
import { placed } from "../../canvas-core/geometry/placing";
import { sceneOf } from "../../canvas-core/geometry/scene";
import type { RunningCard } from "./LiveCard";
import type { FlowingEdge } from "./LiveEdge";

/** A running document as React Flow wants it; without figures, which change each second. */
export function useLiveScene(document: PipelineDocument, catalogue: Catalogue, selection: Selection) {
  const scene = useMemo(() => sceneOf(document, catalogue, placed(document)), [document, catalogue]);
  const cards = useMemo(
    () =>
      document.nodes.flatMap((node): RunningCard[] => {
        const at = scene.nodes[node.id];
        if (!at) return [];
        const { x, y, width, height } = at.rect;
        return [
          {
            id: node.id,
            type: "live",
            position: { x, y },
            width,
            height,
            measured: { width, height },
            selected: selection.nodes.includes(node.id),
            ariaLabel: titleIn(catalogue, node),
            data: { node, type: findType(catalogue, node.type, node.typeVersion), placed: at },
          },
        ];
      }),
    [document, catalogue, selection, scene],
  );
  const edges = useMemo(
    () =>
      document.edges.flatMap((edge): FlowingEdge[] => {
        const id = edgeKey(edge);
        const points = scene.edges[id];
        if (!points) return [];
        const { from, to } = edge;
        return [
          {
            id,
            type: "live",
            source: from.node,
            sourceHandle: from.port,
            target: to.node,
            targetHandle: to.port,
            selected: selection.edges.includes(id),
            data: { points },
          },
        ];
      }),
    [document, selection, scene],
  );
  return { scene, cards, edges };
}
