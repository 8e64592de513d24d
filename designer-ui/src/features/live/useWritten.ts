import { useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";

/** The files that a sink has written: the one of its path or, where that ends with a slash, all in the folder. */
export function useWritten(path: string) {
  const { files } = usePorts();
  return useQuery({
    queryKey: ["written", path],
    queryFn: async () => {
      if (!path.endsWith("/")) return [path];
      const found = await files.list(path.replace(/\/+$/, ""));
      return found.filter(({ kind }) => kind === "file").map((file) => file.path);
    },
    // What was written last time is not what was written now.
    staleTime: 0,
    gcTime: 0,
  });
}
