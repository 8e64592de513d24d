import type { FileStore, Uploading } from "../../ports/FileStore";
import { Refused } from "../../ports/failures";

/** How often another name is tried for a file that has an equal one already. */
const MOST_NAMES = 50;

/** Stores a file under its name or, where there is one already, under the next free `name-2.csv`; answers its path. */
export async function storeUnderFreeName(
  store: FileStore,
  folder: string,
  file: File,
  uploading: Uploading,
): Promise<string> {
  for (let count = 1; ; count++) {
    const path = pathIn(folder, numbered(file.name, count));
    try {
      await store.upload(path, file, uploading);
      return path;
    } catch (e) {
      const isTaken = e instanceof Refused && (e.status === 409 || e.status === 412 || e.status === 428);
      if (!isTaken || count >= MOST_NAMES) throw e;
    }
  }
}

export function pathIn(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function numbered(name: string, count: number): string {
  if (count === 1) return name;
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? `${name}-${count}` : `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
}

/** Whether a file may hold rows that a source reads, by its name. */
export function mayHoldRows(name: string): boolean {
  return /\.(csv|tsv|txt|ndjson|jsonl|json)$/i.test(name);
}
