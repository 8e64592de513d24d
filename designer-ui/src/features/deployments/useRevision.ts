import { useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";

/** The document of a revision, which never changes. */
export function useRevision(pipeline: string, revision: number) {
  const { deployments } = usePorts();
  return useQuery({
    queryKey: ["revision", pipeline, revision],
    queryFn: () => deployments.document(pipeline, revision),
  });
}
