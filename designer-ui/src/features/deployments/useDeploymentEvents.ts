import { Answer, answers, eventOf, type Schemas } from "../../app/api";
import { useLive } from "../../app/events";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";
import type { DeploymentEvent } from "../../ports/DeploymentStore";

/** What has happened to a deployment, the first first. */
export function useDeploymentEvents(id: string) {
  const { deployments } = usePorts();
  return useLive<readonly DeploymentEvent[]>({
    queryKey: ["deployment", id, "events"],
    topic: `deployment/${id}/events`,
    ask: () => deployments.events(id),
    fold: ({ kind, data }, known) =>
      kind === "snapshot"
        ? answers<Schemas["EventView"]>(data as Json).map(eventOf)
        : known && withNext(known, eventOf(new Answer(data as Json))),
  });
}

/** With the next event; none where one between was missed, so that all are asked for again. */
function withNext(known: readonly DeploymentEvent[], event: DeploymentEvent): readonly DeploymentEvent[] | undefined {
  const last = known.at(-1)?.number ?? 0;
  if (event.number <= last) return known;
  return event.number === last + 1 ? [...known, event] : undefined;
}
