import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import type { CheckpointsNow } from "../../ports/DeploymentStore";

/**
 * The checkpoints of a deployment that are remembered, the latest first; asked for anew when another one has come about or
 * failed, and not in between.
 */
export function useCheckpoints(deployment: string, now: CheckpointsNow | undefined) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["deployment", deployment, "checkpoints", now?.last?.number, now?.trouble?.failed],
    queryFn: () => deployments.checkpoints(deployment),
    placeholderData: keepPreviousData,
  });
}

/** One of them, node by node. What it holds does not change any more. */
export function useCheckpoint(deployment: string, number: number) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["deployment", deployment, "checkpoint", number],
    queryFn: () => deployments.checkpoint(deployment, number),
  });
}
