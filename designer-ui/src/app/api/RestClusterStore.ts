import type { Cluster, ClusterStore } from "../../ports/ClusterStore";
import { Answer } from "./Answer";
import type { Api, Schemas } from "./Api";
import { clusterOf } from "./clusterReadings";

const CLUSTER = "/api/v1/workspaces/{workspace}/cluster";

/** The executors that the control plane knows. */
export class RestClusterStore implements ClusterStore {
  constructor(
    private readonly workspace: string,
    private readonly api: Api,
  ) {}

  async cluster(): Promise<Cluster> {
    return clusterOf(new Answer(await this.api.call("get", CLUSTER, this.here())));
  }

  async joinCommand(): Promise<string> {
    const answer = await this.api.call("post", `${CLUSTER}/join-tokens`, this.here());
    return new Answer<Schemas["JoinTokenView"]>(answer).text("command");
  }

  private here() {
    return { path: { workspace: this.workspace } };
  }
}
