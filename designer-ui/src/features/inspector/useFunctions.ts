import { useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import type { SqlFunction } from "../../ports/PipelineStore";

const NONE: readonly SqlFunction[] = [];

/** The functions that expressions may call; none until they are known. */
export function useFunctions(): readonly SqlFunction[] {
  const { pipelines } = usePorts();
  return useQuery({ queryKey: ["functions"], queryFn: () => pipelines.functions() }).data ?? NONE;
}
