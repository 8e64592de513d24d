import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { usePorts } from "../../app/Ports";
import type { Uploading } from "../../ports/FileStore";
import { storeUnderFreeName } from "./storing";
import { useSending } from "./useSending";

/** Sends files into a folder. */
export function useUploads(folder: string) {
  const { files } = usePorts();
  const cache = useQueryClient();
  const send = useCallback(
    (file: File, uploading: Uploading) => storeUnderFreeName(files, folder, file, uploading),
    [files, folder],
  );
  const { uploads, upload } = useSending(send);
  return {
    uploads,
    upload: useCallback(
      async (chosen: readonly File[]) => {
        const paths = await upload(chosen);
        await cache.invalidateQueries({ queryKey: ["files"] });
        return paths;
      },
      [upload, cache],
    ),
  };
}
