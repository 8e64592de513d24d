import type { Json } from "../canvas-core/json/json";

/** What is deployed, and how. */
export interface Deploying {
  readonly revision: number;
  /** Values for the document's parameters; those left out have their defaults. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Into how many parallel parts the work is split. */
  readonly parallelism: number;
}

/** Deployments of the workspace. Every method may throw `Unreachable`. */
export interface DeploymentStore {
  /** Deploys a revision and answers the deployment's id. A repeated key deploys nothing twice; throws `Refused` with words. */
  deploy(pipeline: string, what: Deploying, key: string): Promise<string>;
}
