import { DOCUMENT, type PipelineDocument } from "../../canvas-core/document/document";
import { member } from "../../canvas-core/json/json";
import { readOrThrow } from "../../canvas-core/shape/codec";
import type { Deploying, Deployment, DeploymentEvent, DeploymentStore, Metrics } from "../../ports/DeploymentStore";
import { deploymentOf, deploymentsOf, eventsOf, metricsOf } from "./deploymentReadings";
import { at, type Rest } from "./Rest";
import { textAt } from "./reading";

/** Deployments on the control plane. `rest` stands at a workspace. */
export class RestDeploymentStore implements DeploymentStore {
  constructor(private readonly rest: Rest) {}

  async deploy(pipeline: string, { revision, parameters, parallelism }: Deploying, key: string): Promise<string> {
    const answer = await this.rest.object("POST", at("pipelines", pipeline, "deployments"), {
      headers: { "idempotency-key": key },
      json: { revision, parameters, parallelism },
    });
    return textAt(answer, "id");
  }

  async list(pipeline?: string): Promise<readonly Deployment[]> {
    return deploymentsOf(await this.rest.json("GET", "/deployments", { query: { pipeline } }));
  }

  async find(id: string): Promise<Deployment> {
    return deploymentOf(await this.rest.object("GET", at("deployments", id)));
  }

  async desire(id: string, desired: "stopped" | "cancelled"): Promise<void> {
    await this.rest.send("PUT", at("deployments", id, "desired"), { json: { desired } });
  }

  async runAgain(id: string, key: string): Promise<string> {
    const answer = await this.rest.object("POST", `${at("deployments", id)}:run-again`, {
      headers: { "idempotency-key": key },
    });
    return textAt(answer, "id");
  }

  async events(id: string): Promise<readonly DeploymentEvent[]> {
    return eventsOf(await this.rest.json("GET", at("deployments", id, "events")));
  }

  async metrics(id: string, from: Date): Promise<Metrics> {
    return metricsOf(
      await this.rest.object("GET", at("deployments", id, "metrics"), { query: { from: from.toISOString() } }),
    );
  }

  async document(pipeline: string, revision: number): Promise<PipelineDocument> {
    const answer = await this.rest.object("GET", at("pipelines", pipeline, "revisions", revision));
    return readOrThrow(DOCUMENT, member(answer, "document") ?? null);
  }
}
