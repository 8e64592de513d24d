import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import type { Deployment } from "../../ports/DeploymentStore";

/** The attempts of a deployment, the first first; asked for anew when its status changes. */
export function useAttempts({ id, status, attempt }: Deployment) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["deployment", id, "attempts", status, attempt],
    queryFn: () => deployments.attempts(id),
    placeholderData: keepPreviousData,
  });
}
