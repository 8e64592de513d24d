import { Answer, deploymentOf, type Schemas } from "../../app/api";
import { useLive } from "../../app/events";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";
import type { Deployment } from "../../ports/DeploymentStore";

/** All deployments, the newest first, as they are now. */
export function useDeployments() {
  const { deployments } = usePorts();
  return useLive<readonly Deployment[]>({
    queryKey: ["deployments"],
    topic: "deployments",
    ask: () => deployments.list(),
    fold: ({ kind, data }, known) =>
      kind === "snapshot"
        ? new Answer<Schemas["DeploymentPage"]>(data as Json).list("items").map(deploymentOf)
        : known && withChanged(known, deploymentOf(new Answer(data as Json))),
  });
}

/** A list with one deployment as it is now; one that was not in it is the newest. */
export function withChanged(known: readonly Deployment[], changed: Deployment): readonly Deployment[] {
  return known.some(({ id }) => id === changed.id)
    ? known.map((one) => (one.id === changed.id ? changed : one))
    : [changed, ...known];
}
