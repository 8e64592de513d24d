import type { Cluster, ClusterStore } from "../../ports/ClusterStore";
import { clusterOf } from "./clusterReadings";
import type { Rest } from "./Rest";
import { textAt } from "./reading";

/** The executors that the control plane knows. `rest` stands at a workspace. */
export class RestClusterStore implements ClusterStore {
  constructor(private readonly rest: Rest) {}

  async cluster(): Promise<Cluster> {
    return clusterOf(await this.rest.object("GET", "/cluster"));
  }

  async joinCommand(): Promise<string> {
    return textAt(await this.rest.object("POST", "/cluster/join-tokens"), "command");
  }
}
