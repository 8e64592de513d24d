// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { Api } from "./Api";
import { Rest } from "./Rest";
import { RestSavepointStore } from "./RestSavepointStore";
import { SessionExpiry } from "./SessionExpiry";

/** A store whose calls are answered by these texts, in order; and what was called. */
function store(...texts: readonly string[]) {
  const calls: string[] = [];
  const keys: (string | null)[] = [];
  const waiting = [...texts];
  const api = new Api(async (request) => {
    const { pathname, search } = new URL(request.url);
    calls.push([request.method, pathname + search, await request.text()].filter(Boolean).join(" "));
    keys.push(request.headers.get("idempotency-key"));
    return new Response(waiting.shift() ?? "");
  });
  const rest = new Rest(async () => new Response(), "/api/v1/workspaces/team");
  const sender = { expiry: new SessionExpiry(), newRequest: () => new XMLHttpRequest() };
  const savepoints = new RestSavepointStore("team", api, rest, sender);
  return { calls, keys, savepoints };
}

const WHOLE = `{"id":"s-1","name":"Before 2.0","pipeline":"bids","revision":2,"deployment":"d-1","state":"COMPLETE",
  "reason":null,"progress":null,"createdAt":"2026-01-01T12:00:00Z","completedAt":"2026-01-01T12:00:05Z","createdBy":"Ada",
  "bytes":4096,"checkpoint":16,"takenAt":"2026-01-01T11:59:58Z","stop":true,"uploaded":false,"parallelism":2,
  "nodes":[{"node":"counts","states":1,"rows":300,"bytes":4000}]}`;

const OPEN = `{"id":"s-2","name":"s","pipeline":"bids","revision":null,"deployment":null,"state":"IN_PROGRESS","reason":null,
  "progress":{"bytes":10,"of":40},"createdAt":"2026-01-01T12:00:00Z","completedAt":null,"createdBy":"Ada","bytes":null,
  "checkpoint":null,"takenAt":null,"stop":false,"uploaded":true,"parallelism":null,"nodes":[]}`;

describe("Savepoints by REST", () => {
  it("are read with all that is known of them, what is null left out", async () => {
    const { savepoints, calls } = store(`{"items":[${WHOLE},${OPEN}]}`, WHOLE);
    const [whole, open] = await savepoints.list("bids");
    expect(whole).toEqual({
      id: "s-1",
      name: "Before 2.0",
      pipeline: "bids",
      revision: 2,
      deployment: "d-1",
      state: "complete",
      createdAt: new Date("2026-01-01T12:00:00Z"),
      completedAt: new Date("2026-01-01T12:00:05Z"),
      createdBy: "Ada",
      bytes: 4096,
      checkpoint: 16,
      takenAt: new Date("2026-01-01T11:59:58Z"),
      stop: true,
      uploaded: false,
      parallelism: 2,
      nodes: [{ node: "counts", states: 1, rows: 300, bytes: 4000 }],
    });
    expect(open).toMatchObject({ state: "inProgress", progress: { bytes: 10, of: 40 }, uploaded: true });
    expect(open).not.toHaveProperty("completedAt");
    expect(await savepoints.find("s-1")).toEqual(whole);
    expect(calls).toEqual([
      "GET /api/v1/workspaces/team/savepoints?pipeline=bids",
      "GET /api/v1/workspaces/team/savepoints/s-1",
    ]);
  });

  it("are made under one key and removed, and are saved from their address", async () => {
    const { savepoints, calls, keys } = store(OPEN);
    await savepoints.create("d-1", { name: "Before 2.0", stop: true }, "key-1");
    await savepoints.remove("s-1");
    expect(calls).toEqual([
      'POST /api/v1/workspaces/team/deployments/d-1/savepoints {"name":"Before 2.0","stop":true}',
      "DELETE /api/v1/workspaces/team/savepoints/s-1",
    ]);
    expect(keys[0]).toBe("key-1");
    expect(savepoints.address("s-1")).toMatch(/\/api\/v1\/workspaces\/team\/savepoints\/s-1\/content$/);
  });
});
