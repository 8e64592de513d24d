import { skipToken, useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";

/** One savepoint, where its id is given. */
export function useSavepoint(id: string | undefined) {
  const { savepoints } = usePorts();
  return useQuery({
    queryKey: ["savepoint", id],
    queryFn: id === undefined ? skipToken : () => savepoints.find(id),
  });
}
