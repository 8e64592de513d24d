// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { DOCUMENT } from "../../canvas-core/document/document";
import { print } from "../../canvas-core/json/canonicalJson";
import { ExactNumber } from "../../canvas-core/json/json";
import { LATE_FLIGHTS } from "../../testing/documents";
import { InMemoryEvents } from "../../testing/InMemoryEvents";
import { Api } from "./Api";
import { Rest } from "./Rest";
import { RestPipelineStore } from "./RestPipelineStore";

const BIG = "9007199254740993";

/** A store whose calls are answered by these texts, in order; and what was called. */
function store(...texts: readonly string[]) {
  const calls: { readonly line: string; readonly body: string; readonly headers: Headers }[] = [];
  const waiting = [...texts];
  const fetch = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const body = await request.text();
    calls.push({ line: `${request.method} ${pathname}${search}`, body, headers: request.headers });
    return new Response(waiting.shift() ?? "");
  };
  const events = new InMemoryEvents();
  const rest = new Rest(fetch, "/api/v1/workspaces/my%20team");
  return { calls, events, pipelines: new RestPipelineStore("my team", new Api(fetch), rest, events) };
}

describe("Pipelines by REST", () => {
  it("are listed over all pages", async () => {
    const item = (id: string) =>
      `{"id":"${id}","name":"N","nodes":2,"changedAt":"2026-01-01T12:00:00Z","deployment":null}`;
    const { pipelines, calls } = store(
      `{"items":[${item("a")}],"nextPageToken":"n x"}`,
      `{"items":[${item("b")}],"nextPageToken":null}`,
    );
    expect((await pipelines.pipelines()).map(({ id, nodes }) => [id, nodes])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
    expect(calls.map(({ line }) => line)).toEqual([
      "GET /api/v1/workspaces/my%20team/pipelines",
      "GET /api/v1/workspaces/my%20team/pipelines?pageToken=n+x",
    ]);
  });

  it("keep numbers exact in drafts, edits and news", async () => {
    const edit = `{"edit":"setConfig","node":"late","path":"limit","value":${BIG}}`;
    const batch = `{"version":4,"author":"Ben","clientEditId":"x","edits":[${edit}]}`;
    const { pipelines, calls } = store(
      `{"version":3,"document":${print(DOCUMENT.write(LATE_FLIGHTS))}}`,
      `{"outcome":"accepted","version":5,"others":[${batch}]}`,
    );
    expect(await pipelines.draft("p")).toEqual({ version: 3, document: LATE_FLIGHTS });
    const mine = { edit: "setConfig" as const, node: "late", path: [{ key: "limit" }], value: ExactNumber.of(BIG) };
    const answer = await pipelines.edit("p", 3, { clientEditId: "mine", edits: [mine] });
    expect(calls[1]?.body).toContain(BIG);
    expect(answer).toMatchObject({ outcome: "accepted", version: 5, others: [{ author: "Ben", edits: [mine] }] });
  });

  it("tell news of a draft, and that some were missed", () => {
    const { pipelines, events } = store();
    const heard: unknown[] = [];
    const stop = pipelines.watch("p", 3, (news) => heard.push(news));
    const edits = [{ edit: "setName", name: "A" }];
    events.publish("draft/p", "change", { version: 4, author: "Ben", clientEditId: "x", edits });
    events.publish("draft/p", "gap");
    stop();
    events.publish("draft/p", "gap");
    expect(heard).toEqual([{ version: 4, author: "Ben", clientEditId: "x", edits }, "gap"]);
  });

  it("are checked: problems, and the columns at each port", async () => {
    const { pipelines } = store(
      `{"version":3,"problems":[{"code":"a","severity":"warning","message":"M","args":{},"fixes":[]}],"ports":[{"node":"n",
        "port":"out","direction":"out","schema":{"columns":[{"name":"c","type":"INT","nullable":false}],"eventTime":"c"}}]}`,
    );
    expect(await pipelines.check("p")).toEqual({
      version: 3,
      problems: [{ code: "a", severity: "warning", message: "M" }],
      ports: [
        {
          node: "n",
          port: "out",
          direction: "output",
          columns: [{ name: "c", type: "INT", nullable: false }],
          eventTime: "c",
        },
      ],
    });
  });

  it("are committed at the version that was seen", async () => {
    const { pipelines, calls } = store(`{"number":2,"message":"M","author":"Ada","createdAt":"2026-01-01T12:00:00Z"}`);
    expect(await pipelines.commit("p", 7, "M")).toMatchObject({ number: 2, author: "Ada" });
    expect(calls[0]?.headers.get("if-match")).toBe('"7"');
  });
});
