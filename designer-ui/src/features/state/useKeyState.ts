import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import type { KeyOfNode } from "../../ports/DeploymentStore";
import { Refused } from "../../ports/failures";

/** Which states are found by a key; asked for again with each checkpoint until there is one. */
export function useKeyedStates(deployment: string, checkpoint: number | undefined) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["deployment", deployment, "state", checkpoint !== undefined],
    queryFn: () => deployments.state(deployment),
    retry,
  });
}

/** What the last checkpoint holds of a key; of later checkpoints only when it is asked for once more. */
export function useKeyState(deployment: string, asked: (KeyOfNode & { readonly round: number }) | undefined) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["deployment", deployment, "state", asked],
    queryFn: () => deployments.state(deployment, asked),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry,
  });
}

/** What is refused with words is refused again. */
function retry(count: number, failure: Error): boolean {
  return !(failure instanceof Refused) && count < 2;
}
