import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, useStore } from "@xyflow/react";
import { memo } from "react";
import type { Point } from "../../canvas-core/document/document";
import { svgPath } from "../../canvas-core/geometry/route";
import { detailAt, textScaleAt } from "../../canvas-core/geometry/viewport";
import { labelLines, labelPlaceOf, lettersOn } from "./edgeLabel";
import classes from "./LiveEdge.module.css";
import { useEdgeLook } from "./useEdgeLook";

export type LiveEdgeData = { readonly points: readonly Point[] };

export type FlowingEdge = Edge<LiveEdgeData, "live">;

/** An edge of a running pipeline: its rows and their rate, as wide as they are many, coloured where they find no room. */
export const LiveEdge = memo(function LiveEdge({ id, data, selected }: EdgeProps<FlowingEdge>) {
  const points = data?.points ?? [];
  const look = useEdgeLook(id);
  const detail = useStore((state) => detailAt(state.transform[2]));
  // In letters, so that a step of a zoom seldom renders an edge.
  const letters = useStore((state) => lettersOn(points, labelScaleAt(state.transform[2])));
  const place = labelPlaceOf(points);
  const lines = look && detail !== "block" ? labelLines(look, letters, detail === "full") : [];
  return (
    <>
      <title>{look?.words}</title>
      <BaseEdge
        path={svgPath(points)}
        interactionWidth={24}
        className={classes.edge ?? ""}
        data-pressure={look?.pressure ?? "none"}
        data-selected={selected || undefined}
        style={{ strokeWidth: look?.width ?? 1, strokeDasharray: look?.isQuiet ? "6 6" : "none", fill: "none" }}
      />
      {look && (
        <EdgeLabelRenderer>
          {lines.map((line, index) => (
            <span
              key={index === 0 ? "count" : "rate"}
              className={classes.label}
              data-side={index === 0 ? "above" : "below"}
              data-pressure={look.pressure}
              data-over={place.isOver || undefined}
              style={{ left: place.x, top: index === 0 ? place.above : place.below }}
            >
              {line}
            </span>
          ))}
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** How much larger labels are written: below the zoom at which cards are drawn in full they keep their size on the screen. */
export function labelScaleAt(zoom: number): number {
  return detailAt(zoom) === "full" ? textScaleAt(zoom) : 1 / zoom;
}
