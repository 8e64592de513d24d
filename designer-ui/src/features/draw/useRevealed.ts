import { useReducedMotion } from "@mantine/hooks";
import { useReactFlow, useStore } from "@xyflow/react";
import { type RefObject, useEffect, useRef } from "react";
import type { Rect } from "../../canvas-core/geometry/grid";
import { revealing, type Viewport } from "../../canvas-core/geometry/viewport";

/** How long the drawing takes to move aside, in milliseconds. */
const MOVE_MS = 150;

/**
 * Keeps the selected node in view while a panel opens beside it or somebody is led to it. When nothing is selected any
 * more the drawing goes back to where it was, unless somebody moved it since. While a pointer drags nothing moves.
 */
export function useRevealed(
  surface: RefObject<HTMLElement | null>,
  selected: Rect | undefined,
  isDragging: boolean,
): void {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isStill = useReducedMotion();
  const moved = useRef<{ readonly from: Viewport; readonly to: Viewport }>(undefined);
  const { x, y, width: nodeWidth, height: nodeHeight } = selected ?? {};
  useEffect(() => {
    // Of a surface without extent React Flow says that it has one.
    if (isDragging || !surface.current?.clientWidth) return;
    const now = flow.getViewport();
    const go = (to: Viewport) => void flow.setViewport(to, { duration: isStill ? 0 : MOVE_MS, interpolate: "linear" });
    if (x === undefined || y === undefined || nodeWidth === undefined || nodeHeight === undefined) {
      if (moved.current && isSame(moved.current.to, now)) go(moved.current.from);
      moved.current = undefined;
      return;
    }
    const to = revealing(now, { x, y, width: nodeWidth, height: nodeHeight }, { width, height });
    if (isSame(to, now)) return;
    moved.current = { from: moved.current?.from ?? now, to };
    go(to);
  }, [surface, flow, width, height, x, y, nodeWidth, nodeHeight, isDragging, isStill]);
}

function isSame(one: Viewport, other: Viewport): boolean {
  return Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1 && Math.abs(one.zoom - other.zoom) < 0.001;
}
