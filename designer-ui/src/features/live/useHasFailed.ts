import { useSyncExternalStore } from "react";
import { useFigures } from "./FiguresContext";

/** Whether rows have failed in a node. */
export function useHasFailed(id: string): boolean {
  const figures = useFigures();
  return useSyncExternalStore(figures.subscribe, () => (figures.node(id)?.rowsFailed ?? 0) > 0);
}
