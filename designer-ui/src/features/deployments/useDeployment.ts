import { Answer, deploymentOf } from "../../app/api";
import { useLive } from "../../app/events";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";

/** A deployment with its figures, as they are now. */
export function useDeployment(id: string) {
  const { deployments } = usePorts();
  return useLive({
    queryKey: ["deployment", id],
    topic: `deployment/${id}`,
    ask: () => deployments.find(id),
    fold: ({ data }) => deploymentOf(new Answer(data as Json)),
  });
}
