import { useSyncExternalStore } from "react";
import type { Deployment } from "../../ports/DeploymentStore";
import { useFigures } from "./FiguresContext";

/** The deployment that is watched, as it is now. */
export function useWatchedDeployment(): Deployment {
  const figures = useFigures();
  return useSyncExternalStore(figures.subscribe, figures.deployment);
}
