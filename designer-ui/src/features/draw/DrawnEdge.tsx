import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, useStore } from "@xyflow/react";
import { memo } from "react";
import type { Point } from "../../canvas-core/document/document";
import { lastLevel, longestLevel, svgPath } from "../../canvas-core/geometry/route";
import { detailAt, textScaleAt } from "../../canvas-core/geometry/viewport";
import classes from "./DrawnEdge.module.css";
import { fittingWords } from "./edgeWords";

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

/** An edge along the corners that canvas-core found for it, and what comes along it as far as there is room to say. */
export const DrawnEdge = memo(function DrawnEdge({ data, selected }: EdgeProps<FlowEdge>) {
  const points = data?.points ?? [];
  const piece = data?.isNamed ? lastLevel(points) : longestLevel(points);
  const scale = useStore((state) => textScaleAt(state.transform[2]));
  const isFull = useStore((state) => detailAt(state.transform[2]) === "full");
  const lines = isFull ? fittingWords(data?.columns, data?.rows, piece.length / scale) : [];
  const place = piece.middle;
  return (
    <>
      <BaseEdge
        path={svgPath(points)}
        interactionWidth={24}
        style={{
          stroke: selected ? "var(--mr-accent)" : "var(--mr-edge)",
          strokeWidth: selected ? 2.5 : 1.5,
          fill: "none",
        }}
      />
      {lines.length > 0 && (
        <EdgeLabelRenderer>
          <div
            className={classes.label}
            data-stale={data?.isStale || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
          >
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
