import type { Deployment, Reason, StateFate } from "../ports/DeploymentStore";
import type { Surroundings } from "../ports/Surroundings";
import { checkpointsFailing } from "./checkpoints";
import { deploymentOf, tappedOf } from "./deployments";
import { InMemoryDeploymentStore } from "./InMemoryDeploymentStore";
import type { InMemoryEvents } from "./InMemoryEvents";
import type { SharedPipelines } from "./SharedPipelines";
import type { World } from "./worlds";

const SECONDS = 840;

const WRONG_DATE: Reason = {
  code: "expression.cast",
  message: "`2001/02/30 06:30` is no moment of the pattern `yyyy/MM/dd HH:mm`",
  remedy: "Change the pipeline or its input, commit, and deploy the new revision.",
  nodeId: "departures",
  position: "data/flights.ndjson, line 4711",
};

/** What a change of windows and of a column would come to. */
const FATES: readonly StateFate[] = [
  {
    node: "flights",
    label: "Flights",
    state: "positions",
    fate: "keep",
    reason: "It is read on from where it was",
    needsConsent: false,
  },
  {
    node: "weekly",
    label: "Per airport and week",
    state: "accumulators",
    fate: "rebuild",
    reason: "Its key was `origin`, `week` and is now `origin`",
    needsConsent: true,
  },
];

/** What is deployed in a world, going on each second where it runs. */
export function runningIn(
  world: World,
  {
    shared,
    events,
    surroundings,
  }: { readonly shared: SharedPipelines; readonly events: InMemoryEvents; readonly surroundings: Surroundings },
): InMemoryDeploymentStore {
  const { now, later } = surroundings;
  const store = new InMemoryDeploymentStore({ shared, events, now });
  const began = now();
  const [draft] = shared.drafts.values();
  if (world === "unreachable") store.cut();
  if (!draft || world === "notDeployed") return store;
  shared.revise(draft.document.id, began);
  const isGoing = !["failing", "finished", "silent", "suspended"].includes(world);
  let round = 0;
  const tick = () => {
    const seconds = SECONDS + Math.round((now().getTime() - began.getTime()) / 1_000);
    store.put(deploymentOf(draft.document, now(), seconds, endOf(world, began)));
    for (const topic of events.heardBelow("tap/")) events.publish(topic, "change", tappedOf(round));
    round++;
    if (isGoing) later(1_000, tick);
  };
  tick();
  store.compareAs(FATES);
  const end = endOf(world, began);
  if (world === "failing" && end.reason) {
    store.happen("d-1", "failed", { text: "Failed, and is not started again.", reason: end.reason });
  }
  store.put(earlier(deploymentOf(draft.document, new Date(began.getTime() - 90_000_000), SECONDS)));
  return store;
}

function earlier(deployment: Deployment): Deployment {
  const { createdAt } = deployment;
  const after = new Date(createdAt.getTime() + 840_000);
  return {
    ...deployment,
    id: "d-0",
    status: "stopped",
    statusSince: after,
    endedAt: after,
    createdBy: "Grace",
    summary: "Stopped · 1,041,600 rows",
    nodes: deployment.nodes.map((node) => ({ ...node, rowsPerSecondIn: 0, rowsPerSecondOut: 0, busy: 0, blocked: 0 })),
  };
}

function endOf(world: World, at: Date): Partial<Deployment> {
  switch (world) {
    case "failing":
      return { status: "failed", statusSince: at, endedAt: at, reason: WRONG_DATE, restarts: 2, attempt: 3 };
    case "finished":
      return { status: "finished", statusSince: at, endedAt: at, summary: "Finished · 20,000 rows" };
    case "suspended":
      return { status: "stopped", desired: "suspended", endedAt: at, summary: "Stopped · 10,416,000 rows" };
    case "unsaved":
      return { checkpoints: checkpointsFailing(at) };
    case "restarted":
      return { attempt: 3, restarts: 2 };
    case "silent":
      return {
        status: "noContact",
        statusSince: at,
        noContact: { executor: "executor-1", since: new Date(at.getTime() - 12_000) },
      };
    default:
      return {};
  }
}
