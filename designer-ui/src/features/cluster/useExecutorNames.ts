import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePorts } from "../../app/Ports";

/** What people call executors, by id; one that is not known (any more) is called by its id. */
export function useExecutorNames(): (executor: string) => string {
  const { cluster } = usePorts();
  const known = useQuery({ queryKey: ["cluster"], queryFn: () => cluster.cluster() });
  return useMemo(() => {
    const names = new Map(known.data?.executors.map(({ id, name }) => [id, name]));
    return (executor) => names.get(executor) ?? executor;
  }, [known.data]);
}
