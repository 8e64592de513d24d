import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Answer, deploymentOf } from "../../app/api";
import { useTopic } from "../../app/events";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";
import type { Deployment } from "../../ports/DeploymentStore";
import { withChanged } from "../deployments";

/** Which deployment of a pipeline is watched. */
export interface Watched {
  readonly id: string;
  readonly revision: number;
}

/**
 * The deployment of a pipeline that is asked for or, without one, the newest; null where there is none. Other changes of
 * deployments render nothing.
 */
export function useWatched(pipeline: string, asked: string | undefined) {
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
  return useQuery({
    queryKey,
    queryFn: () => deployments.list(pipeline),
    select: (found): Watched | null => {
      const one = found.find(({ id }) => id === asked) ?? found[0];
      return one ? { id: one.id, revision: one.revision } : null;
    },
  });
}
