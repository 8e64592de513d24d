import { useCallback, useSyncExternalStore } from "react";
import type { EdgeLook } from "./edgeLook";
import { useFigures } from "./FiguresContext";

/** How an edge is drawn now; renders only what reads it, and only when it changes. */
export function useEdgeLook(key: string): EdgeLook | undefined {
  const figures = useFigures();
  return useSyncExternalStore(
    figures.subscribe,
    useCallback(() => figures.edge(key), [figures, key]),
  );
}
