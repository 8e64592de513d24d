import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Answer, deploymentOf } from "../../app/api";
import { useTopic } from "../../app/events";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";
import type { Deployment } from "../../ports/DeploymentStore";
import { withChanged } from "./useDeployments";

/**
 * What `select` makes of the deployments of a pipeline, the newest first, as they are now. A change that makes no difference to
 * that renders nothing.
 */
export function usePipelineDeployments<T>(pipeline: string, select: (found: readonly Deployment[]) => T) {
  const { deployments } = usePorts();
  const cache = useQueryClient();
  const queryKey = ["deployments", pipeline];
  useTopic("deployments", ({ kind, data }) => {
    if (kind === "snapshot") return;
    const known = cache.getQueryData<readonly Deployment[]>(queryKey);
    if (kind === "gap" || !known) void cache.invalidateQueries({ queryKey });
    else {
      const changed = deploymentOf(new Answer(data as Json));
      if (changed.pipeline.id === pipeline) cache.setQueryData(queryKey, withChanged(known, changed));
    }
  });
  return useQuery({ queryKey, queryFn: () => deployments.list(pipeline), select });
}
