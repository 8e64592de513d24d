import { useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import { Refused } from "../../ports/failures";

/** Tasks are asked each time: often enough to see what changes, seldom enough to read it. */
const ASKED_EVERY_MS = 3_000;

/** Why a node brings out what it does, asked again and again while somebody looks. */
export function useWhy(deployment: string, node: string | undefined, isActive: boolean) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["deployment", deployment, "why", node],
    queryFn: () => deployments.why(deployment, node ?? ""),
    enabled: node !== undefined,
    refetchInterval: isActive ? ASKED_EVERY_MS : false,
    gcTime: 0,
    retry: (count, failure) => !(failure instanceof Refused) && count < 2,
  });
}
