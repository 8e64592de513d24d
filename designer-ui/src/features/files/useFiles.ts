import { useLive } from "../../app/events";
import { usePorts } from "../../app/Ports";

/** What lies in a folder, folders first, as it changes. */
export function useFiles(folder: string) {
  const { files } = usePorts();
  return useLive({
    queryKey: ["files", folder],
    topic: "files",
    ask: async () =>
      (await files.list(folder)).toSorted(
        (one, other) =>
          Number(other.kind === "folder") - Number(one.kind === "folder") || one.name.localeCompare(other.name),
      ),
  });
}
