import { useCallback, useSyncExternalStore } from "react";
import { useFigures } from "./FiguresContext";
import type { NodeLook } from "./nodeLook";

/** How a node is drawn now; renders only what reads it, and only when it changes. */
export function useNodeLook(id: string): NodeLook | undefined {
  const figures = useFigures();
  return useSyncExternalStore(
    figures.subscribe,
    useCallback(() => figures.node(id), [figures, id]),
  );
}
