import { createRoot } from "react-dom/client";
import { App } from "../app/App";
import { BROWSER } from "../app/browser";
import { TEST_CATALOGUE } from "./catalogue";
import { LATE_FLIGHTS } from "./documents";
import { InMemoryEvents } from "./InMemoryEvents";
import { InMemoryKeptEdits } from "./InMemoryKeptEdits";
import { InMemoryPipelineStore } from "./InMemoryPipelineStore";
import { inMemoryPlane } from "./InMemoryPlane";
import { SharedPipelines } from "./SharedPipelines";

// The application on a control plane in memory, for tests in a browser: no part of what is shipped.
const isEmpty = new URLSearchParams(window.location.search).has("empty");
const pipelines = new InMemoryPipelineStore(new SharedPipelines(isEmpty ? [] : [LATE_FLIGHTS]), {
  catalogue: TEST_CATALOGUE,
  random: BROWSER.random,
  now: BROWSER.now,
});
const root = document.getElementById("root");
if (root) {
  window.history.replaceState(null, "", "/");
  const plane = inMemoryPlane({
    workspace: "default",
    pipelines,
    keptEdits: new InMemoryKeptEdits(),
    events: new InMemoryEvents(),
    surroundings: BROWSER,
  });
  createRoot(root).render(<App plane={plane} />);
}
