import { useSyncExternalStore } from "react";
import { isActive } from "../../ports/DeploymentStore";
import { useFigures } from "./FiguresContext";

/** Whether the deployment that is watched has not ended. */
export function useIsActive(): boolean {
  const figures = useFigures();
  return useSyncExternalStore(figures.subscribe, () => isActive(figures.deployment()));
}
