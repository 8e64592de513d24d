import { createRoot } from "react-dom/client";
import { App } from "../app/App";
import { BROWSER } from "../app/browser";
import { CodeEditor, LazySqlEditor } from "../features/sql";
import { planeIn, type World } from "./worlds";

// The application on a control plane in memory, for tests in a browser: no part of what is shipped.
const search = new URLSearchParams(window.location.search);
const world = (search.get("world") ?? "normal") as World;
const root = document.getElementById("root");
if (root) {
  window.history.replaceState(null, "", search.get("at") ?? "/");
  createRoot(root).render(
    <CodeEditor value={LazySqlEditor}>
      <App plane={planeIn(world, BROWSER)} />
    </CodeEditor>,
  );
}
