import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";

/** How often is asked how far those have come that are being made. */
const WHILE_MADE_MS = 1_000;

/** The savepoints of a pipeline, the newest first. While one is being made they are asked for again and again. */
export function useSavepoints(pipeline: string) {
  const { savepoints } = usePorts();
  return useQuery({
    queryKey: ["savepoints", pipeline],
    queryFn: () => savepoints.list(pipeline),
    refetchOnMount: "always",
    refetchInterval: ({ state: { data } }) => data?.some(({ state }) => state === "inProgress") && WHILE_MADE_MS,
  });
}

/** Has all lists of savepoints asked for anew. */
export function useSavepointsChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["savepoints"] });
}
