import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { BROWSER } from "./app/browser";
import { UNREACHABLE_STORE } from "./ports/UnreachableStore";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(<App ports={{ pipelines: UNREACHABLE_STORE, surroundings: BROWSER }} />);
}
