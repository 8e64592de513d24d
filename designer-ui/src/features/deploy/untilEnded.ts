import { Answer, deploymentOf } from "../../app/api";
import type { Json } from "../../canvas-core/json/json";
import { type Deployment, isActive } from "../../ports/DeploymentStore";
import { Unreachable } from "../../ports/failures";
import type { Ports } from "../../ports/Ports";

/** The deployment once it has ended. While the control plane is not reached it waits on. */
export function untilEnded({ deployments, events }: Pick<Ports, "deployments" | "events">, id: string) {
  return new Promise<Deployment>((resolve, reject) => {
    const look = (deployment: Deployment) => {
      if (isActive(deployment)) return;
      leave();
      resolve(deployment);
    };
    const ask = () =>
      deployments.find(id).then(look, (failure) => {
        // The line tells of a gap when it stands again.
        if (failure instanceof Unreachable) return;
        leave();
        reject(failure);
      });
    const leave = events.subscribe(`deployment/${id}`, ({ kind, data }) => {
      if (kind === "gap") void ask();
      else look(deploymentOf(new Answer(data as Json)));
    });
    void ask();
  });
}
