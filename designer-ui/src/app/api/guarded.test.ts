import { describe, expect, it } from "vitest";
import { NotThere, Refused, SessionExpired, Unreachable } from "../../ports/failures";
import { guarded } from "./guarded";
import { SessionExpiry } from "./SessionExpiry";

const REQUEST = new Request("http://127.0.0.1/api/v1/session");

async function failureOf(answer: () => Promise<Response>, expiry = new SessionExpiry()): Promise<unknown> {
  return guarded(
    answer,
    expiry,
  )(REQUEST).then(
    () => undefined,
    (e: unknown) => e,
  );
}

const answering = (status: number, body: unknown = "") =>
  failureOf(async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status }));

describe("The guarded fetch", () => {
  it("says that the control plane does not answer, also through a proxy", async () => {
    expect(await failureOf(() => Promise.reject(new TypeError("fetch failed")))).toBeInstanceOf(Unreachable);
    expect(await answering(503, "<html>starting</html>")).toBeInstanceOf(Unreachable);
  });

  it("says why not now, where the control plane does", async () => {
    const failure = await answering(503, { code: "preview.tooLong", detail: "It took too long. Try fewer nodes." });
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toHaveProperty("message", "It took too long. Try fewer nodes.");
    expect(await answering(502, { detail: "" })).toHaveProperty("message", "The control plane does not answer");
  });

  it("lets an abort be one", async () => {
    const abort = new DOMException("gone", "AbortError");
    expect(await failureOf(() => Promise.reject(abort))).toBe(abort);
  });

  it("notes that the session has expired until a call is answered again", async () => {
    const expiry = new SessionExpiry();
    const changes: boolean[] = [];
    expiry.subscribe(() => changes.push(expiry.snapshot()));
    expect(await failureOf(async () => new Response("", { status: 401 }), expiry)).toBeInstanceOf(SessionExpired);
    await failureOf(async () => new Response("", { status: 401 }), expiry);
    await failureOf(async () => new Response("{}", { status: 200 }), expiry);
    expect(changes).toEqual([true, false]);
  });

  it("takes words, code and problems from problem+json", async () => {
    const problem = {
      code: "column.unknown",
      severity: "error",
      nodeId: "late",
      fieldPath: "config.condition",
      range: { start: 0, end: 4 },
      message: "There is no column `dely`",
      fixes: [
        { label: "Use `delay`", edits: [{ edit: "setConfig", node: "late", path: "condition", value: "delay > 15" }] },
        { label: "From the future", edits: [{ edit: "teleport" }] },
      ],
    };
    const failure = await answering(422, {
      title: "No",
      code: "document.invalid",
      detail: "Bad text",
      problems: [problem],
    });
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ message: "Bad text", status: 422, code: "document.invalid" });
    expect((failure as Refused).problems).toEqual([
      {
        code: "column.unknown",
        nodeId: "late",
        fieldPath: [{ key: "config" }, { key: "condition" }],
        range: { start: 0, end: 4 },
        message: "There is no column `dely`",
        fixes: [
          {
            label: "Use `delay`",
            edits: [{ edit: "setConfig", node: "late", path: [{ key: "condition" }], value: "delay > 15" }],
          },
        ],
      },
    ]);
  });

  it("makes the best of an answer that says nothing", async () => {
    expect(await answering(404)).toBeInstanceOf(NotThere);
    expect(await answering(500, "<html>")).toMatchObject({ message: "The control plane answers 500", code: "500" });
  });
});
