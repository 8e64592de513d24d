import { useMemo } from "react";
import { findType } from "../../canvas-core/catalogue/catalogue";
import { edgeKey, type Point } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import type { Selection } from "../../canvas-core/drawing/acts";
import { type Checked, schemaAt } from "../../canvas-core/drawing/checked";
import { titleIn } from "../../canvas-core/drawing/connections";
import { placed } from "../../canvas-core/geometry/placing";
import { sceneOf } from "../../canvas-core/geometry/scene";
import type { Sample } from "../data";
import type { DraftView } from "../pipeline/DraftSession";
import type { FlowEdge } from "./DrawnEdge";
import type { Card } from "./NodeCard";

interface Drawn {
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly checked: Checked | undefined;
  readonly sample: Sample;
  readonly selection: Selection;
  /** The places of nodes that are being dragged right now. */
  readonly dragged: Readonly<Record<string, Point>>;
}

/** The drawing as React Flow wants it. */
export function useScene({
  view: { document, catalogue },
  problems,
  checked,
  sample: { preview, isStale },
  selection,
  dragged,
}: Drawn) {
  const scene = useMemo(
    () => sceneOf(document, catalogue, { ...placed(document), ...dragged }),
    [document, catalogue, dragged],
  );
  const cards = useMemo(
    () =>
      document.nodes.flatMap((node): Card[] => {
        const at = scene.nodes[node.id];
        if (!at) return [];
        const { x, y, width, height } = at.rect;
        return [
          {
            id: node.id,
            type: "card",
            position: { x, y },
            width,
            height,
            // Known from canvas-core, so that nothing waits for the browser to measure it.
            measured: { width, height },
            selected: selection.nodes.includes(node.id),
            ariaLabel: titleIn(catalogue, node),
            data: {
              node,
              type: findType(catalogue, node.type, node.typeVersion),
              placed: at,
              ties: document.edges.filter(({ from }) => from.node === node.id).map(({ from }) => from.port),
              problems: problems.filter((problem) => problem.nodeId === node.id).map((problem) => problem.message),
            },
          },
        ];
      }),
    [document, catalogue, problems, selection, scene],
  );
  const edges = useMemo(
    () =>
      document.edges.flatMap((edge): FlowEdge[] => {
        const id = edgeKey(edge);
        const points = scene.edges[id];
        if (!points) return [];
        return [
          {
            id,
            type: "drawn",
            source: edge.from.node,
            sourceHandle: edge.from.port,
            target: edge.to.node,
            targetHandle: edge.to.port,
            selected: selection.edges.includes(id),
            data: {
              points,
              isNamed: (scene.nodes[edge.from.node]?.outputs.length ?? 0) > 2,
              columns: schemaAt(checked, "output", edge.from.node, edge.from.port)?.columns.length,
              rows: preview?.ports.find(({ node, port }) => node === edge.from.node && port === edge.from.port)
                ?.rowCount,
              isStale,
            },
          },
        ];
      }),
    [document, selection, scene, checked, preview, isStale],
  );
  return { scene, cards, edges };
}
