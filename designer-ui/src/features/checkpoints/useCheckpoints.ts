import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import { type Checkpoint, type CheckpointsNow, canBeGoneOnFrom, type Deployment } from "../../ports/DeploymentStore";

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

/**
 * The checkpoint that a deployment can be gone on from: null where it has none, undefined while that is not known and of one
 * that nothing can go on from.
 */
export function useLastCheckpoint(deployment: Deployment | undefined): Checkpoint | null | undefined {
  const { deployments } = usePorts();
  const ended = deployment && canBeGoneOnFrom(deployment) ? deployment.id : undefined;
  const { data } = useQuery({
    queryKey: ["deployment", ended, "checkpoints", undefined, undefined],
    queryFn: ended === undefined ? skipToken : () => deployments.checkpoints(ended),
  });
  return data && (data.find(({ status }) => status !== "failed") ?? null);
}
