import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, useStore } from "@xyflow/react";
import { memo } from "react";
import { exact, short } from "../../app/figures";
import type { Point } from "../../canvas-core/document/document";
import { labelPlace, levelRoom, svgPath } from "../../canvas-core/geometry/route";
import { detailAt, textScaleAt } from "../../canvas-core/geometry/viewport";
import type { EdgeLook } from "./edgeLook";
import classes from "./LiveEdge.module.css";
import { useEdgeLook } from "./useEdgeLook";

/** About how wide a letter of the smallest text is, and the room that is left free at both ends. */
const LETTER = 6.8;
const MARGIN = 10;

export type LiveEdgeData = { readonly points: readonly Point[] };

export type FlowingEdge = Edge<LiveEdgeData, "live">;

/** An edge of a running pipeline: its rows and their rate, as wide as they are many, coloured where they find no room. */
export const LiveEdge = memo(function LiveEdge({ id, data, selected }: EdgeProps<FlowingEdge>) {
  const points = data?.points ?? [];
  const look = useEdgeLook(id);
  const detail = useStore((state) => detailAt(state.transform[2]));
  // In letters, so that a step of a zoom seldom renders an edge.
  const room = useStore((state) =>
    Math.floor((levelRoom(points) - MARGIN) / LETTER / labelScaleAt(state.transform[2])),
  );
  const place = labelPlace(points);
  return (
    <>
      <BaseEdge
        path={svgPath(points)}
        interactionWidth={24}
        className={classes.edge ?? ""}
        data-pressure={look?.pressure ?? "none"}
        data-selected={selected || undefined}
        style={{ strokeWidth: look?.width ?? 1, strokeDasharray: look?.isQuiet ? "6 6" : "none", fill: "none" }}
      />
      {look && detail !== "block" && (
        <EdgeLabelRenderer>
          <div
            className={classes.label}
            data-pressure={look.pressure}
            title={look.words}
            style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
          >
            {linesOf(look, room, detail === "full").map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** How much larger labels are written: below the zoom at which cards are drawn in full they keep their size on the screen. */
export function labelScaleAt(zoom: number): number {
  return detailAt(zoom) === "full" ? textScaleAt(zoom) : 1 / zoom;
}

/** The count is always there; with room it is exact, and the rate stands below it. */
function linesOf({ rows, rowsPerSecond }: EdgeLook, room: number, isFull: boolean): readonly string[] {
  const choices = [`${exact(rows)} ${rows === 1 ? "row" : "rows"}`, exact(rows)];
  const count = choices.find((text) => text.length <= room) ?? short(rows);
  return isFull && rowsPerSecond > 0 ? [count, `${short(rowsPerSecond)}/s`] : [count];
}
