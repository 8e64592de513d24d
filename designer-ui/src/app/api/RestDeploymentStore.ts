import { DOCUMENT, type PipelineDocument } from "../../canvas-core/document/document";
import { readOrThrow } from "../../canvas-core/shape/codec";
import type {
  Attempt,
  Checkpoint,
  CheckpointDetail,
  Deploying,
  Deployment,
  DeploymentEvent,
  DeploymentStore,
  Desired,
  KeyOfNode,
  Metrics,
  StartFrom,
  StateFate,
  StateSeen,
} from "../../ports/DeploymentStore";
import type { Why } from "../../ports/Why";
import type { Api } from "./Api";
import { attemptOf, checkpointDetailOf, checkpointOf } from "./checkpointReadings";
import { deploymentOf, eventOf, fateOf, metricsOf } from "./deploymentReadings";
import { stateOf } from "./stateReadings";
import { whyOf } from "./whyReadings";

const HERE = "/api/v1/workspaces/{workspace}";
const DEPLOYMENT = `${HERE}/deployments/{deployment}` as const;

/** Deployments on the control plane. */
export class RestDeploymentStore implements DeploymentStore {
  constructor(
    private readonly workspace: string,
    private readonly api: Api,
  ) {}

  async deploy(pipeline: string, what: Deploying, key: string): Promise<string> {
    const { revision, parameters, parallelism, startFrom, consent } = what;
    const answer = await this.api.ask("post", `${HERE}/pipelines/{pipeline}/deployments`, {
      path: { workspace: this.workspace, pipeline },
      header: { "Idempotency-Key": key },
      json: {
        revision,
        parameters,
        parallelism,
        ...(startFrom && { startFrom: { ...startFrom } }),
        ...(consent && consent.length > 0 && { consent }),
      },
    });
    return answer.text("id");
  }

  async list(pipeline?: string): Promise<readonly Deployment[]> {
    const path = { workspace: this.workspace };
    const query = pipeline === undefined ? {} : { pipeline };
    const answer = await this.api.ask("get", `${HERE}/deployments`, { path, query });
    return answer.list("items").map(deploymentOf);
  }

  async find(id: string): Promise<Deployment> {
    return deploymentOf(await this.api.ask("get", DEPLOYMENT, { path: this.at(id) }));
  }

  async desire(id: string, desired: Desired): Promise<void> {
    await this.api.call("put", `${DEPLOYMENT}/desired`, { path: this.at(id), json: { desired } });
  }

  async rescale(id: string, parallelism: number): Promise<void> {
    await this.api.call("put", `${DEPLOYMENT}/parallelism`, {
      path: this.at(id),
      json: { parallelism },
    });
  }

  async compare(pipeline: string, revision: number, from: StartFrom): Promise<readonly StateFate[]> {
    const answer = await this.api.ask("get", `${HERE}/pipelines/{pipeline}/compare`, {
      path: { workspace: this.workspace, pipeline },
      query: { revision, ...from },
    });
    return answer.list("states").map(fateOf);
  }

  async runAgain(id: string, key: string): Promise<string> {
    const call = { path: this.at(id), header: { "Idempotency-Key": key } };
    const answer = await this.api.ask("post", `${DEPLOYMENT}:run-again`, call);
    return answer.text("id");
  }

  async events(id: string): Promise<readonly DeploymentEvent[]> {
    const answer = await this.api.ask("get", `${DEPLOYMENT}/events`, { path: this.at(id) });
    return answer.list("items").map(eventOf);
  }

  async attempts(id: string): Promise<readonly Attempt[]> {
    const answer = await this.api.ask("get", `${DEPLOYMENT}/attempts`, { path: this.at(id) });
    return answer.list("items").map(attemptOf);
  }

  async checkpoints(id: string): Promise<readonly Checkpoint[]> {
    const answer = await this.api.ask("get", `${DEPLOYMENT}/checkpoints`, { path: this.at(id) });
    return answer.list("items").map(checkpointOf);
  }

  async checkpoint(id: string, number: number): Promise<CheckpointDetail> {
    const path = { ...this.at(id), number };
    return checkpointDetailOf(await this.api.ask("get", `${DEPLOYMENT}/checkpoints/{number}`, { path }));
  }

  async state(id: string, key?: KeyOfNode): Promise<StateSeen> {
    const query = key ? { node: key.node, key: [...key.values] } : {};
    return stateOf(await this.api.ask("get", `${DEPLOYMENT}/state`, { path: this.at(id), query }));
  }

  async why(id: string, node: string): Promise<Why> {
    const path = { ...this.at(id), node };
    return whyOf(await this.api.ask("get", `${DEPLOYMENT}/nodes/{node}/why`, { path }));
  }

  async metrics(id: string, from: Date): Promise<Metrics> {
    const call = { path: this.at(id), query: { from: from.toISOString() } };
    return metricsOf(await this.api.ask("get", `${DEPLOYMENT}/metrics`, call));
  }

  async document(pipeline: string, number: number): Promise<PipelineDocument> {
    const path = { workspace: this.workspace, pipeline, number };
    const answer = await this.api.ask("get", `${HERE}/pipelines/{pipeline}/revisions/{number}`, { path });
    return readOrThrow(DOCUMENT, answer.raw("document") ?? null);
  }

  private at(deployment: string) {
    return { workspace: this.workspace, deployment };
  }
}
