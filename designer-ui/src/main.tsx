import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { restPlane } from "./app/api";
import { BROWSER } from "./app/browser";
import { CodeEditor, LazySqlEditor } from "./features/sql";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <CodeEditor value={LazySqlEditor}>
      <App plane={restPlane(BROWSER)} />
    </CodeEditor>,
  );
}
