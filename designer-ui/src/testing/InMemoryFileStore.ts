import type { FileStore, Peek, StoredFile, Uploading } from "../ports/FileStore";
import { NotThere, Refused, Unreachable } from "../ports/failures";

/** Files in memory. Peeking reads CSV with plain commas; all columns are STRING. */
export class InMemoryFileStore implements FileStore {
  readonly contents = new Map<string, string>();
  private isCut = false;

  constructor(
    contents: Readonly<Record<string, string>>,
    private readonly now: () => Date,
  ) {
    for (const [path, text] of Object.entries(contents)) this.contents.set(path, text);
  }

  cut(): void {
    this.isCut = true;
  }

  async list(folder: string): Promise<readonly StoredFile[]> {
    this.requireReachable();
    const prefix = folder === "" ? "" : `${folder}/`;
    const found = new Map<string, StoredFile>();
    for (const [path, text] of this.contents) {
      if (!path.startsWith(prefix)) continue;
      const [name = "", ...rest] = path.slice(prefix.length).split("/");
      const kind = rest.length > 0 ? "folder" : "file";
      const sizeBytes = kind === "file" ? text.length : 0;
      found.set(name, { path: prefix + name, name, kind, sizeBytes, changedAt: this.now() });
    }
    return [...found.values()];
  }

  async upload(path: string, content: Blob, { progress }: Uploading = {}): Promise<void> {
    this.requireReachable();
    if (this.contents.has(path)) throw new Refused(`There is a file ${path} already`, 412, "file.exists");
    progress?.(0.5);
    this.contents.set(path, await content.text());
    progress?.(1);
  }

  async peek(path: string, rows: number): Promise<Peek> {
    const text = this.find(path);
    if (!/\.(csv|ndjson|json)$/.test(path)) throw new Refused(`${path} is neither CSV nor NDJSON`, 422, "file.format");
    const lines = text.split("\n").filter((line) => line !== "");
    if (!path.endsWith(".csv")) return peekJson(lines, rows);
    const [header = "", ...rest] = lines;
    return {
      format: "csv",
      options: {},
      columns: header.split(",").map((name) => ({ name, type: "STRING", nullable: true })),
      rows: rest.slice(0, rows).map((line) => line.split(",").map((value) => (value === "" ? null : value))),
      truncated: rest.length > rows,
      problems: [],
    };
  }

  async remove(path: string): Promise<void> {
    this.find(path);
    this.contents.delete(path);
  }

  address(path: string): string {
    return `data:text/plain,${encodeURIComponent(this.contents.get(path) ?? "")}`;
  }

  private find(path: string): string {
    this.requireReachable();
    const text = this.contents.get(path);
    if (text === undefined) throw new NotThere(`There is no file ${path}`);
    return text;
  }

  private requireReachable(): void {
    if (this.isCut) throw new Unreachable();
  }
}

function peekJson(lines: readonly string[], rows: number): Peek {
  const objects = lines.map((line) => JSON.parse(line) as Readonly<Record<string, string | number>>);
  const names = Object.keys(objects[0] ?? {});
  return {
    format: "json",
    options: {},
    columns: names.map((name) => ({
      name,
      type: typeof objects[0]?.[name] === "number" ? "INT" : "STRING",
      nullable: false,
    })),
    rows: objects.slice(0, rows).map((row) => names.map((name) => row[name] ?? null)),
    truncated: objects.length > rows,
    problems: [],
  };
}
