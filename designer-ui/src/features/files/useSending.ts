import { useCallback, useState } from "react";
import type { Uploading } from "../../ports/FileStore";
import { wordsOf } from "../../ports/failures";

/** A file on its way, or one that did not arrive. */
export interface Upload {
  readonly name: string;
  readonly share: number;
  readonly failure?: string;
}

/** Sends files one after the other; what is done leaves the list, what failed stays with its reason. Answers what was sent. */
export function useSending<T>(send: (file: File, uploading: Uploading) => Promise<T>) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const upload = useCallback(
    async (chosen: readonly File[]): Promise<readonly T[]> => {
      const sent: T[] = [];
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
          sent.push(await send(file, { progress: (share) => set(file.name, { share }) }));
          set(file.name, undefined);
        } catch (e) {
          set(file.name, { failure: wordsOf(e) });
        }
      }
      return sent;
    },
    [send],
  );
  return { uploads, upload };
}
