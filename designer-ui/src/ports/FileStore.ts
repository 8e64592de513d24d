import type { Problem } from "../canvas-core/document/problem";
import type { Column } from "../canvas-core/drawing/checked";
import type { Json, JsonObject } from "../canvas-core/json/json";

/** A file or folder of the workspace. Paths have no leading slash and `/` between their parts. */
export interface StoredFile {
  readonly path: string;
  readonly name: string;
  readonly kind: "file" | "folder";
  readonly sizeBytes: number;
  readonly changedAt: Date;
}

/** What a file seems to hold: what a source's settings for it would be, and its first rows. */
export interface Peek {
  /** The name of the format as `file-source` takes it, such as `csv`. */
  readonly format: string;
  /** The format's settings, to stand in the source's config under the format's name. */
  readonly options: JsonObject;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Json[])[];
  /** Whether the file goes on. */
  readonly truncated: boolean;
  readonly problems: readonly Problem[];
}

export interface Uploading {
  /** Hears the share that has arrived, from 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** The files that pipelines of the workspace read and write. Every method may throw `Unreachable`. */
export interface FileStore {
  /** What lies in a folder; "" is the outermost. Throws `NotThere`. */
  list(folder: string): Promise<readonly StoredFile[]>;

  /** Stores a new file; throws `Refused` (409 or 412) when there is one of this path. */
  upload(path: string, content: Blob, uploading?: Uploading): Promise<void>;

  /** Looks into a file; throws `Refused` with words when it holds nothing that a source could read. */
  peek(path: string, rows: number): Promise<Peek>;

  remove(path: string): Promise<void>;

  /** Where the browser downloads a file from. */
  address(path: string): string;
}
