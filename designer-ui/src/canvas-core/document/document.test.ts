import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pretty } from "../json/canonicalJson";
import { ExactNumber, type Json, withMember, withoutMember } from "../json/json";
import { parseJson } from "../json/jsonText";
import { read, readOrThrow } from "../shape/codec";
import { DOCUMENT, edgeKey, emptyDocument } from "./document";
import { parseDuration, printDuration } from "./durations";
import { find, parsePath, printPath } from "./fieldPath";

/** Java's golden document holds all that a document can hold. */
const EVERYTHING = readFileSync(
  new URL("../../../../executor/model/src/test/resources/golden/document/everything.json", import.meta.url),
  "utf8",
);

function problemsOf(change: (json: Readonly<Record<string, Json>>) => Json): readonly string[] {
  const json = parseJson(EVERYTHING) as Readonly<Record<string, Json>>;
  return read(DOCUMENT, change(json)).problems.map(
    (problem) => `${problem.code} ${printPath(problem.fieldPath ?? [])}`,
  );
}

describe("A document", () => {
  it("is written as Java writes it, byte for byte", () => {
    expect(pretty(DOCUMENT.write(readOrThrow(DOCUMENT, parseJson(EVERYTHING))))).toBe(EVERYTHING);
  });

  it("leaves out what is default", () => {
    expect(DOCUMENT.write(emptyDocument("p", "P"))).toEqual({
      apiVersion: "millrace.io/v1",
      kind: "Pipeline",
      id: "p",
      name: "P",
    });
  });

  it("is refused with all that is wrong in it, each with its place", () => {
    expect(
      problemsOf((json) => ({
        ...withoutMember(json, "name"),
        nodez: [],
        kind: "Pipe",
        settings: { timeZone: "Mars/Olympus", stateTtl: "7 days" },
        nodes: [
          { id: "a", type: "filter", typeVersion: 0 },
          { id: "a", type: "Filter" },
          {
            id: "b",
            type: "union",
            config: 1,
            errors: { policy: "skip", limit: ExactNumber.of("9223372036854775808") },
          },
        ],
        edges: [{ from: { node: "a", port: "out" }, to: { node: "b" } }],
        layout: {
          positions: { a: { x: "1", y: 0 } },
          notes: [{ id: "n", text: "", position: { x: 0, y: 0 }, size: { width: 0, height: 1 } }],
        },
      })),
    ).toEqual([
      "key.unknown nodez",
      "value.unknown kind",
      "value.missing name",
      "value.invalid settings.timeZone",
      "value.invalid settings.stateTtl",
      "value.range nodes[a].typeVersion",
      "id.duplicate nodes[1]",
      "value.invalid nodes[1].type",
      "value.type nodes[b].config",
      "value.range nodes[b].errors.limit",
      "value.missing edges[0].to.port",
      "value.type layout.positions.a.x",
      "value.invalid layout.notes[n].size.width",
    ]);
  });

  it("has each edge once", () => {
    const edge = { from: { node: "late", port: "out" }, to: { node: "weekly", port: "in" } };
    expect(problemsOf((json) => withMember(json, "edges", [edge, edge]))).toEqual(["id.duplicate edges[1]"]);
    expect(edgeKey(edge)).toBe("late.out → weekly.in");
  });

  it.each(["UTC", "Europe/Berlin", "+02:00", "Z", "UTC+1"])("knows the zone %s", (timeZone) => {
    expect(problemsOf((json) => withMember(json, "settings", { timeZone }))).toEqual([]);
  });
});

describe("A path of fields", () => {
  it.each(["aggregates[worst].argument", "columns[12].expression", 'options["a.b"].c', 'a["\\"\\n"]', "[0]", ""])(
    "%s is read back",
    (text) => {
      expect(printPath(parsePath(text))).toBe(text);
    },
  );

  it.each(["a..b", ".a", "a[", "a[-1]", "a b", "a[1]b", 'a["x]', `a${".b".repeat(100)}`])("%s is none", (text) => {
    expect(() => parsePath(text)).toThrow(RangeError);
  });

  it("leads to list elements by id or position", () => {
    const config: Json = {
      calls: [
        { id: "a", x: 1 },
        { id: "b", x: 2 },
      ],
      plain: [[5]],
    };
    expect(find(config, parsePath("calls[b].x"))).toBe(2);
    expect(find(config, parsePath("calls[0].x"))).toBe(1);
    expect(find(config, parsePath("plain[0][0]"))).toBe(5);
    expect(find(config, parsePath("calls[c].x"))).toBeUndefined();
    expect(find(config, parsePath("calls.x"))).toBeUndefined();
  });
});

describe("A duration", () => {
  it.each([
    ["90 s", "1 min 30 s"],
    ["1h30min", "1 h 30 min"],
    ["7 d", "7 d"],
    ["0 s", "0 s"],
    ["1500 ms", "1 s 500 ms"],
  ])("%s is printed as %s", (text, canonical) => {
    expect(printDuration(parseDuration(text))).toBe(canonical);
  });

  it.each([
    ["5 minutes", "written `min`"],
    ["1 s 1 h", "largest first"],
    ["1 s 1 s", "each unit once"],
    ["soon", "write one like"],
    ["-1 s", "write one like"],
    ["", "write one like"],
    ["100001 d", "longer than 100000 d"],
    ["5 years", "in the units"],
  ])("%s is none", (text, message) => {
    expect(() => parseDuration(text)).toThrow(message);
  });
});
