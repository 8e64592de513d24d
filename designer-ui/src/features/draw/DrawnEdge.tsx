import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, useStore } from "@xyflow/react";
import { memo, use } from "react";
import type { Point } from "../../canvas-core/document/document";
import { lastLevel, longestLevel, svgPath } from "../../canvas-core/geometry/route";
import { detailAt, textScaleAt } from "../../canvas-core/geometry/viewport";
import classes from "./DrawnEdge.module.css";
import { fittingWords } from "./edgeWords";
import { HoveredEdge } from "./HoveredEdge";
import { PlusButton } from "./PlusButton";

export type DrawnEdgeData = {
  readonly points: readonly Point[];
  /** Whether the name of another port stands where the edge leaves. */
  readonly isNamed: boolean;
  /** How many columns and rows come along, where that is known. */
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  readonly isStale: boolean;
};

export type FlowEdge = Edge<DrawnEdgeData, "drawn">;

/** Half of the `+` on an edge and a little more, in pixels of the screen. */
const PLUS_RADIUS = 14;

/** An edge along the corners that canvas-core found for it, and what comes along it as far as there is room to say. */
export const DrawnEdge = memo(function DrawnEdge({
  id,
  source,
  sourceHandleId,
  target,
  targetHandleId,
  data,
  selected,
}: EdgeProps<FlowEdge>) {
  const points = data?.points ?? [];
  const piece = data?.isNamed ? lastLevel(points) : longestLevel(points);
  const scale = useStore((state) => textScaleAt(state.transform[2]));
  const isFull = useStore((state) => detailAt(state.transform[2]) === "full");
  const lines = isFull ? fittingWords(data?.columns, data?.rows, piece.length / scale) : [];
  const place = piece.middle;
  const { hovered, hover } = use(HoveredEdge);
  const isHovered = hovered === id;
  const canGrow = isFull && (isHovered || selected === true);
  const edge = { from: { node: source, port: sourceHandleId ?? "" }, to: { node: target, port: targetHandleId ?? "" } };
  return (
    <>
      <BaseEdge
        path={svgPath(points)}
        interactionWidth={24}
        style={{
          stroke: selected || isHovered ? "var(--mr-accent)" : "var(--mr-edge)",
          strokeWidth: selected || isHovered ? 2.5 : 1.5,
          fill: "none",
        }}
      />
      {lines.length > 0 && (
        <EdgeLabelRenderer>
          <div
            className={classes.label}
            data-stale={data?.isStale || undefined}
            style={{
              // Above the button that stands in its place while the edge is pointed at.
              transform: `translate(-50%, ${canGrow ? `calc(-100% - ${PLUS_RADIUS * scale}px)` : "-50%"}) translate(${place.x}px, ${place.y}px)`,
            }}
          >
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        </EdgeLabelRenderer>
      )}
      {canGrow && (
        <EdgeLabelRenderer>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps the edge lit while the pointer is on its button. */}
          <div
            className={classes.plus}
            style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
            onMouseEnter={() => hover(id)}
            onMouseLeave={() => hover(undefined)}
          >
            <PlusButton label="Add a node on this edge" growth={{ kind: "on", edge }} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
