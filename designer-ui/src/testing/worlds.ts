import type { PipelineDocument } from "../canvas-core/document/document";
import type { ControlPlane } from "../ports/ControlPlane";
import type { Surroundings } from "../ports/Surroundings";
import { TEST_CATALOGUE } from "./catalogue";
import { DISK_FULL } from "./checkpoints";
import { LATE_FLIGHTS, wide } from "./documents";
import { clusterOf, InMemoryClusterStore } from "./InMemoryClusterStore";
import { InMemoryEvents } from "./InMemoryEvents";
import { InMemoryFileStore } from "./InMemoryFileStore";
import { InMemoryKeptEdits } from "./InMemoryKeptEdits";
import { InMemoryPipelineStore } from "./InMemoryPipelineStore";
import { InMemorySessions, inMemoryPlane } from "./InMemoryPlane";
import { type InMemorySavepointStore, savepointOf, savepointsOf } from "./InMemorySavepointStore";
import { runningIn } from "./running";
import { SharedPipelines } from "./SharedPipelines";
import { UNREACHABLE_STORE } from "./UnreachableStore";

/** States of a control plane to be looked at, by name. */
export type World =
  | "normal"
  | "empty"
  | "unreachable"
  | "slow"
  | "offline"
  | "expired"
  | "signedOut"
  | "notDeployed"
  | "failing"
  | "finished"
  | "silent"
  | "unsaved"
  | "restarted"
  | "suspended"
  | "large";

const FILES = {
  "data/flights.ndjson":
    '{"date":"2001/01/01 06:30","delay":12,"origin":"SEA"}\n{"date":"2001/01/01 07:10","delay":44,"origin":"JFK"}\n',
  "airports.csv": "code,city\nSEA,Seattle\nJFK,New York\nLAX,\n",
  "out/late-flights.ndjson": '{"origin":"SEA","flights":12}\n',
};

/** A control plane in memory in one of these states. */
export function planeIn(world: World, surroundings: Surroundings): ControlPlane {
  const documents: readonly PipelineDocument[] =
    world === "empty" ? [] : [world === "large" ? wide(300) : LATE_FLIGHTS];
  const events = new InMemoryEvents();
  const { random, now } = surroundings;
  const shared = new SharedPipelines(documents);
  const deployments = runningIn(world, { shared, events, surroundings });
  const cluster = new InMemoryClusterStore(clusterOf(now(), world === "empty" ? 0 : 3));
  if (world === "unreachable") cluster.cut();
  const store = new InMemoryPipelineStore(shared, {
    catalogue: TEST_CATALOGUE,
    random,
    now,
    events,
  });
  const sessions = new InMemorySessions();
  if (world === "signedOut") sessions.expire();
  if (world === "expired") surroundings.later(1_500, () => sessions.expire());
  if (world === "offline") addEventListener("offline", () => store.cut());
  return inMemoryPlane(
    {
      workspace: "default",
      pipelines:
        world === "unreachable"
          ? UNREACHABLE_STORE
          : world === "slow"
            ? slowed(store, ["pipelines", "preview"])
            : store,
      files: new InMemoryFileStore(world === "empty" ? {} : FILES, now),
      deployments: world === "slow" ? slowed(deployments, ["list", "find"]) : deployments,
      savepoints: savepointsIn(world, savepointsOf(deployments, now), now()),
      cluster: world === "slow" ? slowed(cluster, ["cluster"]) : cluster,
      keptEdits: new InMemoryKeptEdits(),
      events,
      surroundings,
    },
    sessions,
  );
}

/** One that is being made, one that failed, one that was uploaded, and one that is the reason for having them. */
function savepointsIn(world: World, store: InMemorySavepointStore, now: Date): InMemorySavepointStore {
  if (world !== "normal") return store;
  const pipeline = LATE_FLIGHTS.id;
  store.put(savepointOf(pipeline, now, 42));
  store.put(savepointOf(pipeline, now, 1_500, { id: "s-2", name: "From the test system", uploaded: true }));
  const { completedAt, bytes, ...rest } = savepointOf(pipeline, now, 9, { id: "s-3", name: "Nightly", nodes: [] });
  store.put({ ...rest, completedAt: new Date(now.getTime() - 530_000), state: "failed", reason: DISK_FULL });
  const making = savepointOf(pipeline, now, 0, { id: "s-4", name: "Before the move", nodes: [] });
  const { completedAt: _, bytes: __, ...open } = making;
  store.put({ ...open, createdBy: "Ada", state: "inProgress", progress: { bytes: 12_400_000, of: 48_200_000 } });
  return store;
}

/** A store some of whose answers never come. */
function slowed<T extends object>(store: T, never: readonly (keyof T)[]): T {
  return new Proxy(store, {
    get(target, key) {
      if (never.some((name) => name === key)) return () => new Promise<never>(() => {});
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
