import type { JsonObject } from "../../canvas-core/json/json";
import type { Cluster } from "../../ports/ClusterStore";
import { momentAt, numberAt, objectAt, objectsAt, textAt, textsAt } from "./reading";

export function clusterOf(json: JsonObject): Cluster {
  const controlPlane = objectAt(json, "controlPlane");
  return {
    controlPlane: { version: textAt(controlPlane, "version"), grpcAddress: textAt(controlPlane, "grpcAddress") },
    executors: objectsAt(json, "executors").map((executor) => ({
      id: textAt(executor, "id"),
      name: textAt(executor, "name"),
      state: textAt(executor, "state"),
      slots: numberAt(executor, "slots"),
      version: textAt(executor, "version"),
      since: momentAt(executor, "since"),
      lastHeard: momentAt(executor, "lastHeard"),
      jobs: textsAt(executor, "jobs"),
    })),
  };
}
