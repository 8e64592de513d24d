import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { usePorts } from "../../app/Ports";
import { wordsOf } from "../../ports/failures";
import { storeUnderFreeName } from "./storing";

/** A file on its way, or one that did not arrive. */
export interface Upload {
  readonly name: string;
  readonly share: number;
  readonly failure?: string;
}

/** Sends files into a folder, one after the other; what is done leaves the list, what failed stays with its reason. */
export function useUploads(folder: string) {
  const { files } = usePorts();
  const cache = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const upload = useCallback(
    async (chosen: readonly File[]): Promise<readonly string[]> => {
      const paths: string[] = [];
      const set = (name: string, change: Partial<Upload> | undefined) =>
        setUploads((known) =>
          known.flatMap((one) => (one.name !== name ? one : change === undefined ? [] : { ...one, ...change })),
        );
      setUploads((known) => [
        ...known.filter((one) => !chosen.some(({ name }) => name === one.name)),
        ...chosen.map(({ name }) => ({ name, share: 0 })),
      ]);
      for (const file of chosen) {
        try {
          paths.push(await storeUnderFreeName(files, folder, file, { progress: (share) => set(file.name, { share }) }));
          set(file.name, undefined);
        } catch (e) {
          set(file.name, { failure: wordsOf(e) });
        }
      }
      await cache.invalidateQueries({ queryKey: ["files"] });
      return paths;
    },
    [files, folder, cache],
  );
  return { uploads, upload };
}
