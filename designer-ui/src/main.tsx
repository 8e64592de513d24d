import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { restPlane } from "./app/api";
import { BROWSER } from "./app/browser";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(<App plane={restPlane(BROWSER)} />);
}
