// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { DOCUMENT } from "../../canvas-core/document/document";
import { print } from "../../canvas-core/json/canonicalJson";
import { LATE_FLIGHTS } from "../../testing/documents";
import { Api } from "./Api";
import { RestClusterStore } from "./RestClusterStore";
import { RestDeploymentStore } from "./RestDeploymentStore";
import { tappedOf } from "./tapReadings";

/** Stores whose calls are answered by these texts, in order; and what was called. */
function stores(...texts: readonly string[]) {
  const calls: string[] = [];
  const keys: (string | null)[] = [];
  const waiting = [...texts];
  const api = new Api(async (request) => {
    const { pathname, search } = new URL(request.url);
    calls.push([request.method, pathname + search, await request.text()].filter(Boolean).join(" "));
    keys.push(request.headers.get("idempotency-key"));
    return new Response(waiting.shift() ?? "");
  });
  return { calls, keys, deployments: new RestDeploymentStore("team", api), cluster: new RestClusterStore("team", api) };
}

const REASON =
  '{"domain":"user","code":"sql.cast","nodeId":"late","message":"no number","position":"line 7","remedy":"Change it."}';

const VIEW = `{"id":"d-1","pipeline":{"id":"p","name":"P"},"revision":7,"environment":"default","parallelism":2,
  "parameters":{"limit":"15"},"desired":"running","status":"noContact","statusSince":"2026-01-01T12:00:00Z",
  "noContact":{"executor":"e-1","since":"2026-01-01T11:59:00Z"},"attempt":3,"restarts":2,"reason":${REASON},
  "executors":["e-1"],"createdAt":"2026-01-01T11:00:00Z","createdBy":"Ada","endedAt":null,"summary":null,
  "nodes":[{"node":"late","rowsIn":20000,"rowsOut":412,"rowsFailed":1,"rowsLate":0,"bytes":1,"rowsPerSecondIn":2000.5,
    "rowsPerSecondOut":41.2,"busy":0.5,"blocked":0.25,"idle":0.25,"watermark":null,"firstErrors":[${REASON}]}],
  "edges":[{"from":{"node":"a","port":"out"},"to":{"node":"late","port":"in"},"rows":20000,"rowsPerSecond":2000.5,
    "backPressure":0.6}]}`;

describe("Deployments by REST", () => {
  it("are read with all their figures, what is null left out", async () => {
    const { deployments, calls } = stores(VIEW, `{"items":[${VIEW}]}`);
    const found = await deployments.find("d-1");
    const reason = { code: "sql.cast", message: "no number", remedy: "Change it.", nodeId: "late", position: "line 7" };
    expect(found).toMatchObject({
      id: "d-1",
      revision: 7,
      status: "noContact",
      restarts: 2,
      parameters: { limit: "15" },
    });
    expect(found.noContact).toEqual({ executor: "e-1", since: new Date("2026-01-01T11:59:00Z") });
    expect(found.reason).toEqual(reason);
    expect(found).not.toHaveProperty("endedAt");
    expect(found.nodes[0]).toMatchObject({ rowsPerSecondIn: 2000.5, busy: 0.5, firstErrors: [reason] });
    expect(found.nodes[0]).not.toHaveProperty("watermark");
    expect(found.edges[0]).toMatchObject({ to: { node: "late", port: "in" }, rows: 20_000, backPressure: 0.6 });
    expect(await deployments.list("p")).toEqual([found]);
    expect(calls).toEqual([
      "GET /api/v1/workspaces/team/deployments/d-1",
      "GET /api/v1/workspaces/team/deployments?pipeline=p",
    ]);
  });

  it("are begun, ended and begun again, never twice by the same key", async () => {
    const { deployments, calls, keys } = stores(VIEW, VIEW, VIEW);
    expect(await deployments.deploy("p", { revision: 7, parameters: {}, parallelism: 1 }, "k")).toBe("d-1");
    await deployments.desire("d-1", "stopped");
    expect(await deployments.runAgain("d-1", "k2")).toBe("d-1");
    expect(calls).toEqual([
      'POST /api/v1/workspaces/team/pipelines/p/deployments {"parameters":{},"parallelism":1,"revision":7}',
      'PUT /api/v1/workspaces/team/deployments/d-1/desired {"desired":"stopped"}',
      "POST /api/v1/workspaces/team/deployments/d-1:run-again",
    ]);
    expect(keys).toEqual(["k", null, "k2"]);
  });

  it("go on from one another, compared and consented to, and in another number of parts", async () => {
    const fate =
      '{"node":"n","label":"N","state":"positions","fate":"keep","reason":"Nothing has changed","needsConsent":false}';
    const { deployments, calls } = stores(`{"states":[${fate}],"needsConsent":[]}`, VIEW, "");
    expect(await deployments.compare("p", 8, { deployment: "d-1" })).toEqual([JSON.parse(fate)]);
    const from = { startFrom: { deployment: "d-1" }, consent: ["n"] };
    await deployments.deploy("p", { revision: 8, parameters: {}, parallelism: 1, ...from }, "k");
    await deployments.rescale("d-1", 4);
    expect(calls).toEqual([
      "GET /api/v1/workspaces/team/pipelines/p/compare?revision=8&deployment=d-1",
      'POST /api/v1/workspaces/team/pipelines/p/deployments {"parameters":{},"consent":["n"],"parallelism":1,"revision":8,"startFrom":{"deployment":"d-1"}}',
      'PUT /api/v1/workspaces/team/deployments/d-1/parallelism {"parallelism":4}',
    ]);
  });

  it("tell their events, their figures over time, and what they run", async () => {
    const { deployments, calls } = stores(
      `{"items":[{"number":1,"at":"2026-01-01T11:00:00Z","who":"Ada","from":null,"to":"starting","text":"Deployed.","reason":null}]}`,
      `{"step":10,"nodes":[{"node":"a","points":[{"at":"2026-01-01T11:00:10Z","rowsIn":5,"rowsOut":4,"rowsFailed":0,
        "rowsLate":0,"bytes":9,"busy":0.5,"blocked":0,"idle":0.5,"watermarkLag":null}]}]}`,
      `{"number":7,"document":${print(DOCUMENT.write(LATE_FLIGHTS))}}`,
    );
    const at = new Date("2026-01-01T11:00:00Z");
    expect(await deployments.events("d-1")).toEqual([{ number: 1, at, who: "Ada", to: "starting", text: "Deployed." }]);
    expect(await deployments.metrics("d-1", at)).toEqual({
      step: 10,
      nodes: [
        {
          node: "a",
          points: [{ at: new Date("2026-01-01T11:00:10Z"), rowsIn: 5, rowsOut: 4, busy: 0.5, blocked: 0 }],
        },
      ],
    });
    expect(await deployments.document("p", 7)).toEqual(LATE_FLIGHTS);
    expect(calls[1]).toContain("/metrics?from=2026-01-01T11%3A00%3A00.000Z");
    expect(calls[2]).toBe("GET /api/v1/workspaces/team/pipelines/p/revisions/7");
  });

  it("show rows that pass", () => {
    const columns = [{ name: "a", type: "INT NOT NULL" }];
    const row = { change: "INSERT", values: [null] };
    expect(tappedOf({ columns, eventTime: null, rows: [row], skipped: 2, total: 3 })).toEqual({
      columns: [{ name: "a", type: "INT", nullable: false }],
      rows: [row],
      skipped: 2,
      total: 3,
    });
  });
});

describe("The cluster by REST", () => {
  it("has executors, and a command that lets another join", async () => {
    const { cluster, calls } = stores(
      `{"controlPlane":{"version":"1","grpcAddress":"127.0.0.1:1"},"executors":[{"id":"e","name":"m · 1","state":"lost",
        "slots":2,"version":"1","since":"2026-01-01T11:00:00Z","lastHeard":"2026-01-01T11:00:09Z","jobs":["d-1"]}]}`,
      '{"token":"t","command":"./millrace executor --token t"}',
    );
    const { executors } = await cluster.cluster();
    expect(executors[0]).toMatchObject({ state: "lost", slots: 2, jobs: ["d-1"] });
    expect(await cluster.joinCommand()).toBe("./millrace executor --token t");
    expect(calls[1]).toBe("POST /api/v1/workspaces/team/cluster/join-tokens");
  });
});
