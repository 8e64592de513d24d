import type { Uploading } from "../../ports/FileStore";
import type { HeldNode, Savepoint, SavepointStore, Saving } from "../../ports/SavepointStore";
import type { Answer } from "./Answer";
import type { Api, Schemas } from "./Api";
import { at, type Rest } from "./Rest";
import { reasonAt } from "./reasonReading";
import { type Sender, sendWithProgress } from "./sendWithProgress";

const HERE = "/api/v1/workspaces/{workspace}";
const SAVEPOINT = `${HERE}/savepoints/{savepoint}` as const;
const ZIP = "application/zip";

const STATES: Readonly<Record<string, Savepoint["state"]>> = {
  IN_PROGRESS: "inProgress",
  COMPLETE: "complete",
  FAILED: "failed",
};

/** Savepoints on the control plane. `rest` stands at the workspace, for what is no JSON. */
export class RestSavepointStore implements SavepointStore {
  constructor(
    private readonly workspace: string,
    private readonly api: Api,
    private readonly rest: Rest,
    private readonly sender: Sender,
  ) {}

  async create(deployment: string, { name, stop }: Saving, key: string): Promise<Savepoint> {
    const answer = await this.api.ask("post", `${HERE}/deployments/{deployment}/savepoints`, {
      path: { workspace: this.workspace, deployment },
      header: { "Idempotency-Key": key },
      json: { ...(name !== undefined && { name }), stop },
    });
    return savepointOf(answer);
  }

  async list(pipeline: string): Promise<readonly Savepoint[]> {
    const call = { path: { workspace: this.workspace }, query: { pipeline } };
    return (await this.api.ask("get", `${HERE}/savepoints`, call)).list("items").map(savepointOf);
  }

  async find(savepoint: string): Promise<Savepoint> {
    return savepointOf(await this.api.ask("get", SAVEPOINT, { path: { workspace: this.workspace, savepoint } }));
  }

  upload(pipeline: string, name: string, content: Blob, uploading: Uploading = {}): Promise<void> {
    const address = this.rest.address("/savepoints", { pipeline, name });
    return sendWithProgress(this.sender, "POST", address, content, uploading, ZIP);
  }

  async remove(savepoint: string): Promise<void> {
    await this.api.call("delete", SAVEPOINT, { path: { workspace: this.workspace, savepoint } });
  }

  address(id: string): string {
    return this.rest.address(`${at("savepoints", id)}/content`);
  }
}

function savepointOf(answer: Answer<Schemas["SavepointView"]>): Savepoint {
  const revision = answer.optionalNumber("revision");
  const deployment = answer.optionalText("deployment");
  const reason = reasonAt(answer.object("reason"));
  const progress = answer.object("progress");
  const completedAt = answer.optionalMoment("completedAt");
  const bytes = answer.optionalNumber("bytes");
  const checkpoint = answer.optionalNumber("checkpoint");
  const takenAt = answer.optionalMoment("takenAt");
  const parallelism = answer.optionalNumber("parallelism");
  return {
    id: answer.text("id"),
    name: answer.text("name"),
    pipeline: answer.text("pipeline"),
    ...(revision !== undefined && { revision }),
    ...(deployment !== undefined && { deployment }),
    state: STATES[answer.text("state")] ?? "inProgress",
    ...(reason && { reason }),
    ...(answer.raw("progress") && { progress: { bytes: progress.number("bytes"), of: progress.number("of") } }),
    createdAt: answer.moment("createdAt"),
    ...(completedAt && { completedAt }),
    createdBy: answer.text("createdBy"),
    ...(bytes !== undefined && { bytes }),
    ...(checkpoint !== undefined && { checkpoint }),
    ...(takenAt && { takenAt }),
    stop: answer.flag("stop"),
    uploaded: answer.flag("uploaded"),
    ...(parallelism !== undefined && { parallelism }),
    nodes: answer.list("nodes").map(heldOf),
  };
}

function heldOf(answer: Answer<Schemas["HeldNode"]>): HeldNode {
  return {
    node: answer.text("node"),
    states: answer.number("states"),
    rows: answer.number("rows"),
    bytes: answer.number("bytes"),
  };
}
