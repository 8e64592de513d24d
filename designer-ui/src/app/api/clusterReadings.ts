import type { Cluster } from "../../ports/ClusterStore";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";

export function clusterOf(answer: Answer<Schemas["ClusterView"]>): Cluster {
  const controlPlane = answer.object("controlPlane");
  return {
    controlPlane: { version: controlPlane.text("version"), grpcAddress: controlPlane.text("grpcAddress") },
    executors: answer.list("executors").map((executor) => ({
      id: executor.text("id"),
      name: executor.text("name"),
      state: executor.text("state"),
      slots: executor.number("slots"),
      version: executor.text("version"),
      since: executor.moment("since"),
      lastHeard: executor.moment("lastHeard"),
      jobs: executor.texts("jobs"),
    })),
    turnedAway: answer.list("turnedAway").map((one) => ({
      at: one.moment("at"),
      from: one.text("from"),
      reason: one.text("reason"),
    })),
  };
}
