import { readProblems } from "../../canvas-core/draft/problems";
import { isArray, type JsonObject, member } from "../../canvas-core/json/json";
import type { FileStore, Peek, StoredFile, Uploading } from "../../ports/FileStore";
import { Refused } from "../../ports/failures";
import { columnOf, rowsAt } from "./pipelineReadings";
import type { Rest } from "./Rest";
import { flagAt, momentAt, numberAt, objectAt, objectsAt, objectsIn, textAt } from "./reading";
import { type Sender, sendWithProgress } from "./sendWithProgress";

/** Files on the control plane. `rest` stands at a workspace. */
export class RestFileStore implements FileStore {
  constructor(
    private readonly rest: Rest,
    private readonly sender: Sender,
  ) {}

  async list(folder: string): Promise<readonly StoredFile[]> {
    const answer = await this.rest.json("GET", "/files", { query: { path: folder } });
    const items = Array.isArray(answer) ? objectsIn(answer) : objectsAt(answer as JsonObject, "items");
    return items.map((item) => fileOf(item, folder));
  }

  upload(path: string, content: Blob, uploading: Uploading = {}): Promise<void> {
    return sendWithProgress(this.sender, "PUT", this.rest.address("/files/content", { path }), content, uploading);
  }

  async peek(path: string, rows: number): Promise<Peek> {
    const answer = await this.rest.object("GET", "/files/peek", { query: { path, rows } });
    const problems = readProblems(member(answer, "problems"));
    const format = textAt(answer, "format");
    if (format === "") {
      throw new Refused(problems[0]?.message ?? `${path} is in no format that is known`, 422, "file.format", problems);
    }
    return {
      format,
      options: objectAt(answer, "options"),
      columns: columnsOf(answer),
      rows: rowsAt(answer, "rows"),
      truncated: flagAt(answer, "truncated"),
      problems,
    };
  }

  async remove(path: string): Promise<void> {
    await this.rest.send("DELETE", "/files/content", { query: { path } });
  }

  address(path: string): string {
    return this.rest.address("/files/content", { path });
  }
}

/** The schema is a list of columns, as in the config of a source, or an object that has one. */
function columnsOf(answer: JsonObject): Peek["columns"] {
  const schema = member(answer, "schema");
  return (isArray(schema) ? objectsIn(schema) : objectsAt(objectAt(answer, "schema"), "columns")).map(columnOf);
}

function fileOf(json: JsonObject, folder: string): StoredFile {
  const name = textAt(json, "name") || (textAt(json, "path").split("/").at(-1) ?? "");
  return {
    path: textAt(json, "path") || (folder === "" ? name : `${folder}/${name}`),
    name,
    kind: flagAt(json, "folder") || textAt(json, "kind") === "folder" ? "folder" : "file",
    sizeBytes: numberAt(json, "sizeBytes"),
    changedAt: momentAt(json, "changedAt"),
  };
}
