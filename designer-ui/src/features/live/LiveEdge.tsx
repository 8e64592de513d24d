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
  const room = useStore((state) => Math.floor((roomOf(points) - MARGIN) / LETTER / labelScaleAt(state.transform[2])));
  const place = labelPlaceOf(points);
  const lines = look && detail !== "block" ? linesOf(look, room, detail === "full") : [];
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

/** An edge that turns within so little height is as good as level. */
const STEP = 48;

/** The way from end to end where an edge leads on to the right, nearly level; else its longest level piece. */
function stepOf(points: readonly Point[]): { readonly from: Point; readonly to: Point } | undefined {
  const [from, to] = [points[0], points.at(-1)];
  const isStep = from && to && to.x > from.x && Math.abs(to.y - from.y) <= STEP;
  return isStep ? { from, to } : undefined;
}

function roomOf(points: readonly Point[]): number {
  const step = stepOf(points);
  return step ? step.to.x - step.from.x : levelRoom(points);
}

/** The middle of an edge, and where it is free above and below: words on it would hide how wide it is. */
function labelPlaceOf(points: readonly Point[]): {
  readonly x: number;
  readonly above: number;
  readonly below: number;
} {
  const step = stepOf(points);
  if (!step) {
    const { x, y } = labelPlace(points);
    return { x, above: y, below: y };
  }
  const { from, to } = step;
  return { x: (from.x + to.x) / 2, above: Math.min(from.y, to.y), below: Math.max(from.y, to.y) };
}

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
