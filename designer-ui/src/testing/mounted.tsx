import { createMemoryHistory } from "@tanstack/react-router";
import { cleanup, configure, render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { onTestFinished } from "vitest";
import { App } from "../app/App";
import type { PipelineDocument } from "../canvas-core/document/document";
import type { Edit } from "../canvas-core/draft/edit";
import type { PipelineStore } from "../ports/PipelineStore";
import { TEST_CATALOGUE } from "./catalogue";
import { clusterOf, InMemoryClusterStore } from "./InMemoryClusterStore";
import { InMemoryDeploymentStore } from "./InMemoryDeploymentStore";
import { InMemoryEvents } from "./InMemoryEvents";
import { InMemoryFileStore } from "./InMemoryFileStore";
import { InMemoryKeptEdits } from "./InMemoryKeptEdits";
import { InMemoryPipelineStore } from "./InMemoryPipelineStore";
import { InMemorySessions, inMemoryPlane } from "./InMemoryPlane";
import { type InMemorySavepointStore, savepointsOf } from "./InMemorySavepointStore";
import { SharedPipelines } from "./SharedPipelines";
import { seeded } from "./seeded";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

const NOON = new Date("2026-01-01T12:00:00Z");

/**
 * The application at an address of the workspace `default`, on these pipelines in memory or on a store of the test's own;
 * gone after the test.
 */
export function mounted(
  address: string,
  documents: readonly PipelineDocument[],
  own?: PipelineStore,
  before: (world: {
    readonly sessions: InMemorySessions;
    readonly shared: SharedPipelines;
    readonly deployments: InMemoryDeploymentStore;
    readonly savepoints: InMemorySavepointStore;
    readonly files: InMemoryFileStore;
    readonly cluster: InMemoryClusterStore;
    readonly now: Date;
  }) => void = () => {},
) {
  if (!("fonts" in document) || document.fonts === undefined) {
    // happy-dom has no fonts; growing text fields ask to hear of them.
    Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  }
  const random = seeded(1);
  const now = () => NOON;
  const shared = new SharedPipelines(documents);
  const events = new InMemoryEvents();
  const store = new InMemoryPipelineStore(shared, { catalogue: TEST_CATALOGUE, random, now, events });
  const history = createMemoryHistory({
    initialEntries: [new URL(`/w/default${address}`, "http://millrace").href.slice("http://millrace".length)],
  });
  const sessions = new InMemorySessions();
  const files = new InMemoryFileStore({}, now);
  const deployments = new InMemoryDeploymentStore({ shared, events, now });
  const cluster = new InMemoryClusterStore(clusterOf(NOON, 3));
  const savepoints = savepointsOf(deployments, now);
  const ports = {
    workspace: "default",
    pipelines: own ?? store,
    files,
    deployments,
    savepoints,
    cluster,
    keptEdits: new InMemoryKeptEdits(),
    events,
    surroundings: { now, random, later: () => () => {} },
  };
  before({ sessions, shared, deployments, savepoints, files, cluster, now: NOON });
  render(<App plane={inMemoryPlane(ports, sessions)} history={history} />);
  onTestFinished(cleanup);
  return {
    user: userEvent.setup(),
    store,
    events,
    files,
    deployments,
    savepoints,
    sessions,
    history,
    /** Another person edits. */
    edits: (id: string, author: string, batch: readonly Edit[]) => {
      const draft = shared.drafts.get(id);
      draft?.edit(author, draft.version, { clientEditId: `${author}-${draft.version}`, edits: batch });
    },
    stored: (id: string) => {
      const draft = shared.drafts.get(id);
      if (!draft) throw new RangeError(`There is no ${id}`);
      return draft.document;
    },
  };
}
