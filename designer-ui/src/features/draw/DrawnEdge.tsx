import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import type { Point } from "../../canvas-core/document/document";
import { svgPath } from "../../canvas-core/geometry/route";

export type DrawnEdgeData = { readonly points: readonly Point[] };

export type FlowEdge = Edge<DrawnEdgeData, "drawn">;

/** An edge along the corners that canvas-core found for it. */
export const DrawnEdge = memo(function DrawnEdge({ data, selected }: EdgeProps<FlowEdge>) {
  return (
    <BaseEdge
      path={svgPath(data?.points ?? [])}
      interactionWidth={24}
      style={{
        stroke: selected ? "var(--mr-accent)" : "var(--mr-edge)",
        strokeWidth: selected ? 2.5 : 1.5,
        fill: "none",
      }}
    />
  );
});
