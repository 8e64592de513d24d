import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useState } from "react";

/**
 * Lets a drawing lie where the one before it lay on the screen, when both are of the same pipeline: going from Draw to
 * Live moves no node. Answers whether there was one before.
 */
export function useKeptViewport(surface: RefObject<HTMLElement | null>): boolean {
  const store = useStoreApi();
  const flow = useReactFlow();
  // Read while the drawing before this one is still on the page.
  const [before] = useState(() => {
    const { transform, domNode } = store.getState();
    const box = domNode?.isConnected ? domNode.getBoundingClientRect() : undefined;
    return box && { x: box.x + transform[0], y: box.y + transform[1], zoom: transform[2] };
  });
  useEffect(() => {
    const box = surface.current?.getBoundingClientRect();
    if (before && box) void flow.setViewport({ ...before, x: before.x - box.x, y: before.y - box.y });
  }, [before, flow, surface]);
  return before !== undefined;
}
