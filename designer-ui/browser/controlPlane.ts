import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { POLICY } from "./serve";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The shipped application in front of a small control plane: a session, a list of pipelines and their events. */
export interface ControlPlane {
  readonly address: string;
  /** How many event streams are open now. */
  streams(): number;
  /** Changes the list and tells of it. */
  add(name: string): void;
  /** Closes all streams, as a control plane that stops does; until `start` nothing is answered. */
  stop(): void;
  start(): void;
  close(): Promise<void>;
}

interface Stream {
  readonly response: ServerResponse;
  topics: readonly string[];
}

export async function controlPlane(): Promise<ControlPlane> {
  const outDir = `${ROOT}target/shipped`;
  await build({ root: ROOT, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const streams = new Map<string, Stream>();
  const names = ["Late flights"];
  let isUp = true;
  let count = 0;
  const list = () =>
    names.map((name) => ({
      id: name.toLowerCase(),
      name,
      description: "",
      nodes: 1,
      changedAt: "2026-01-01T12:00:00Z",
    }));

  const tell = ({ response, topics }: Stream, kind: "snapshot" | "change") => {
    if (!topics.includes("pipelines")) return;
    response.write(`data: ${JSON.stringify({ topic: "pipelines", kind, data: list() })}\n\n`);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const json = (body: unknown) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(body));
    };
    if (!isUp) {
      response.statusCode = 503;
      response.end();
    } else if (path === "/api/v1/session") {
      json({ user: { name: "Ada" }, workspaces: [{ name: "default", role: "owner" }], version: "0" });
    } else if (path === "/api/v1/workspaces/default/pipelines") {
      json({ items: list() });
    } else if (path === "/api/v1/workspaces/default/events") {
      const id = `s${++count}`;
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`retry: 100\nevent: hello\ndata: {"stream":"${id}"}\n\n`);
      streams.set(id, { response, topics: [] });
      response.on("close", () => streams.delete(id));
    } else if (path.endsWith("/topics")) {
      const stream = streams.get(path.split("/").at(-2) ?? "");
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { topics } = JSON.parse(Buffer.concat(chunks).toString()) as { topics: { topic: string }[] };
      response.statusCode = stream ? 204 : 404;
      response.end();
      if (!stream) return;
      const isNew = !stream.topics.includes("pipelines");
      stream.topics = topics.map(({ topic }) => topic);
      if (isNew) tell(stream, "snapshot");
    } else {
      response.statusCode = 404;
      response.end();
    }
  };

  const server = await preview({
    root: ROOT,
    logLevel: "error",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, headers: { "Content-Security-Policy": POLICY } },
    plugins: [
      {
        name: "control-plane",
        configurePreviewServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            if (request.url?.startsWith("/api/")) void answer(request, response);
            else next();
          });
        },
      },
    ],
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("The preview has no address");
  return {
    address,
    streams: () => streams.size,
    add(name) {
      names.push(name);
      for (const stream of streams.values()) tell(stream, "change");
    },
    stop() {
      isUp = false;
      for (const { response } of streams.values()) response.destroy();
    },
    start() {
      isUp = true;
    },
    async close() {
      for (const { response } of streams.values()) response.destroy();
      await server.close();
    },
  };
}
