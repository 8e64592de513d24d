import type { Deploying, DeploymentStore } from "../../ports/DeploymentStore";
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
}
