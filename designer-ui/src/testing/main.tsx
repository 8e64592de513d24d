import { createRoot } from "react-dom/client";
import { App } from "../app/App";
import { BROWSER } from "../app/browser";
import { TEST_CATALOGUE } from "./catalogue";
import { LATE_FLIGHTS } from "./documents";
import { InMemoryPipelineStore, SharedPipelines } from "./InMemoryPipelineStore";

// The application on pipelines in memory, for tests in a browser: no part of what is shipped.
const isEmpty = new URLSearchParams(window.location.search).has("empty");
const pipelines = new InMemoryPipelineStore(
  new SharedPipelines(isEmpty ? [] : [LATE_FLIGHTS]),
  TEST_CATALOGUE,
  BROWSER.random,
  BROWSER.now,
);
const root = document.getElementById("root");
if (root) {
  window.history.replaceState(null, "", "/");
  createRoot(root).render(<App ports={{ pipelines, surroundings: BROWSER }} />);
}
