import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What the control plane sends with every page. */
export const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Builds the application on pipelines in memory and serves it as the control plane would; answers how to stop it. */
export async function serve(): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const outDir = `${ROOT}target/browser`;
  await build({
    root: ROOT,
    logLevel: "warn",
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: `${ROOT}testing.html` } },
  });
  const server = await preview({
    root: ROOT,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, headers: { "Content-Security-Policy": POLICY } },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("The preview has no address");
  return { address, stop: () => server.close() };
}
