import { useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import { canBeGoneOnFrom, type Deployment } from "../../ports/DeploymentStore";

/** The newest deployment of a pipeline, when another revision can go on from it. */
export function useLastDeployment(pipeline: string): Deployment | undefined {
  const { deployments } = usePorts();
  const query = useQuery({
    queryKey: ["deployments", pipeline],
    queryFn: () => deployments.list(pipeline),
    refetchOnMount: "always",
  });
  const newest = query.data?.[0];
  return newest && canBeGoneOnFrom(newest) ? newest : undefined;
}
