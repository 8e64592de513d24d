import type { Deploying, DeploymentStore } from "../ports/DeploymentStore";

/** Deployments in memory: each is only written down. */
export class InMemoryDeploymentStore implements DeploymentStore {
  readonly deployed: (Deploying & { readonly pipeline: string })[] = [];
  private readonly answers = new Map<string, string>();

  async deploy(pipeline: string, what: Deploying, key: string): Promise<string> {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    this.deployed.push({ ...what, pipeline });
    const id = `deployment-${this.deployed.length}`;
    this.answers.set(key, id);
    return id;
  }
}
