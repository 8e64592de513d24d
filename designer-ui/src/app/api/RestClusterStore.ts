import type { Cluster, ClusterStore } from "../../ports/ClusterStore";
import type { Api } from "./Api";
import { clusterOf } from "./clusterReadings";

const CLUSTER = "/api/v1/workspaces/{workspace}/cluster";

/** The executors that the control plane knows. */
export class RestClusterStore implements ClusterStore {
  constructor(
    private readonly workspace: string,
    private readonly api: Api,
  ) {}

  async cluster(): Promise<Cluster> {
    return clusterOf(await this.api.ask("get", CLUSTER, this.here()));
  }

  async joinCommand(): Promise<string> {
    return (await this.api.ask("post", `${CLUSTER}/join-tokens`, this.here())).text("command");
  }

  private here() {
    return { path: { workspace: this.workspace } };
  }
}
