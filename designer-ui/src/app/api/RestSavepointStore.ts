import { type JsonObject, member } from "../../canvas-core/json/json";
import type { Uploading } from "../../ports/FileStore";
import type { HeldNode, Savepoint, SavepointStore, Saving } from "../../ports/SavepointStore";
import { Answer } from "./Answer";
import { at, type Rest } from "./Rest";
import { flagAt, momentAt, numberAt, objectAt, objectsAt, optionalNumberAt, optionalTextAt, textAt } from "./reading";
import { reasonAt } from "./reasonReading";
import { type Sender, sendWithProgress } from "./sendWithProgress";

const ZIP = "application/zip";

const STATES: Readonly<Record<string, Savepoint["state"]>> = {
  IN_PROGRESS: "inProgress",
  COMPLETE: "complete",
  FAILED: "failed",
};

/** Savepoints on the control plane. `rest` stands at a workspace. */
export class RestSavepointStore implements SavepointStore {
  constructor(
    private readonly rest: Rest,
    private readonly sender: Sender,
  ) {}

  async create(deployment: string, { name, stop }: Saving, key: string): Promise<Savepoint> {
    return savepointOf(
      await this.rest.object("POST", `${at("deployments", deployment)}/savepoints`, {
        headers: { "Idempotency-Key": key },
        json: { ...(name !== undefined && { name }), stop },
      }),
    );
  }

  async list(pipeline: string): Promise<readonly Savepoint[]> {
    return objectsAt(await this.rest.object("GET", "/savepoints", { query: { pipeline } }), "items").map(savepointOf);
  }

  async find(id: string): Promise<Savepoint> {
    return savepointOf(await this.rest.object("GET", at("savepoints", id)));
  }

  upload(pipeline: string, name: string, content: Blob, uploading: Uploading = {}): Promise<void> {
    const address = this.rest.address("/savepoints", { pipeline, name });
    return sendWithProgress(this.sender, "POST", address, content, uploading, ZIP);
  }

  async remove(id: string): Promise<void> {
    await this.rest.send("DELETE", at("savepoints", id));
  }

  address(id: string): string {
    return this.rest.address(`${at("savepoints", id)}/content`);
  }
}

function savepointOf(json: JsonObject): Savepoint {
  const revision = optionalNumberAt(json, "revision");
  const deployment = optionalTextAt(json, "deployment");
  const reason = reasonAt(new Answer(member(json, "reason")));
  const progress = member(json, "progress") ? objectAt(json, "progress") : undefined;
  const bytes = optionalNumberAt(json, "bytes");
  const checkpoint = optionalNumberAt(json, "checkpoint");
  const parallelism = optionalNumberAt(json, "parallelism");
  return {
    id: textAt(json, "id"),
    name: textAt(json, "name"),
    pipeline: textAt(json, "pipeline"),
    ...(revision !== undefined && { revision }),
    ...(deployment !== undefined && { deployment }),
    state: STATES[textAt(json, "state")] ?? "inProgress",
    ...(reason && { reason }),
    ...(progress && { progress: { bytes: numberAt(progress, "bytes"), of: numberAt(progress, "of") } }),
    createdAt: momentAt(json, "createdAt"),
    ...(optionalTextAt(json, "completedAt") !== undefined && { completedAt: momentAt(json, "completedAt") }),
    createdBy: textAt(json, "createdBy"),
    ...(bytes !== undefined && { bytes }),
    ...(checkpoint !== undefined && { checkpoint }),
    ...(optionalTextAt(json, "takenAt") !== undefined && { takenAt: momentAt(json, "takenAt") }),
    stop: flagAt(json, "stop"),
    uploaded: flagAt(json, "uploaded"),
    ...(parallelism !== undefined && { parallelism }),
    nodes: objectsAt(json, "nodes").map(heldOf),
  };
}

function heldOf(json: JsonObject): HeldNode {
  return {
    node: textAt(json, "node"),
    states: numberAt(json, "states"),
    rows: numberAt(json, "rows"),
    bytes: numberAt(json, "bytes"),
  };
}
