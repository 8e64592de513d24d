import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE, typeNamed } from "../../testing/catalogue";
import { BRANCHING, drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { seeded } from "../../testing/seeded";
import { newestTypes } from "../catalogue/catalogue";
import { DOCUMENT, edgeKey, emptyDocument, type PipelineDocument } from "../document/document";
import { applyEdits } from "../draft/drafts";
import { overlaps } from "../geometry/grid";
import { placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import { print } from "../json/canonicalJson";
import { read } from "../shape/codec";
import type { Proposal } from "./acts";
import { fragmentOf, readFragment, writeFragment } from "./fragment";
import { edgeAt, insertOnEdge, typesAfter, typesOnEdge } from "./inserting";
import { duplicate, paste } from "./pasting";
import { remove } from "./removing";

function done(document: PipelineDocument, act: Proposal | undefined): PipelineDocument {
  if (!act) throw new Error("There is nothing to do");
  const result = applyEdits(document, act.edits);
  if (result.outcome !== "applied") throw new Error(result.problem.message);
  const undone = applyEdits(result.document, result.undo);
  expect(undone.outcome === "applied" && textOf(undone.document)).toBe(textOf(document));
  expect(read(DOCUMENT, DOCUMENT.write(result.document)).problems).toEqual([]);
  return result.document;
}

const textOf = (document: PipelineDocument) => print(DOCUMENT.write(document));
const sceneOfAll = (document: PipelineDocument) => sceneOf(document, TEST_CATALOGUE, placed(document));
const edgesOf = (document: PipelineDocument) => document.edges.map(edgeKey);
const rectsOf = (document: PipelineDocument) => Object.values(sceneOfAll(document).nodes).map(({ rect }) => rect);

function hasNothingHidden(document: PipelineDocument): boolean {
  const rects = rectsOf(document);
  return rects.every((one, i) => rects.slice(i + 1).every((other) => !overlaps(one, other)));
}

/** What another tab finds on the clipboard. */
function copied(document: PipelineDocument, ids: readonly string[]) {
  const { fragment, why } = readFragment(writeFragment(fragmentOf(document, ids)));
  if (!fragment) throw new Error(why);
  return fragment;
}

describe("Copied nodes", () => {
  it("come into another pipeline with fresh ids, their edges, ports and parameters", () => {
    const there = emptyDocument("there", "There");
    const act = paste(there, TEST_CATALOGUE, copied(BRANCHING, ["split", "add", "lost"]), seeded(1));
    const result = done(there, act);
    const [split, add, lost] = act.nodes;
    expect(act.label).toBe("Paste 3 nodes");
    expect([split, add, lost].some((id) => ["split", "add", "lost"].includes(id ?? ""))).toBe(false);
    expect(edgesOf(result)).toEqual([`${split}.far → ${add}.in`]);
    expect(result.nodes[1]?.errors).toEqual({ policy: "deadLetter", to: lost });
    expect(result.nodes[0]?.config).toEqual(BRANCHING.nodes[1]?.config);
    expect(result.parameters.map(({ name }) => name)).toEqual(["least"]);
  });

  it("keep the parameters that are there, and the sink of failed rows only where it is", () => {
    const mine = { ...emptyDocument("mine", "Mine"), parameters: [{ name: "least", type: "BIGINT" }] };
    const elsewhere = done(mine, paste(mine, TEST_CATALOGUE, copied(BRANCHING, ["split", "add"]), seeded(1)));
    expect(elsewhere.parameters).toEqual(mine.parameters);
    expect(elsewhere.nodes[1]?.errors).toEqual({ policy: "deadLetter" });
    const here = done(BRANCHING, paste(BRANCHING, TEST_CATALOGUE, copied(BRANCHING, ["add"]), seeded(1)));
    expect(here.nodes.at(-1)?.errors).toEqual({ policy: "deadLetter", to: "lost" });
  });

  it("lie as the originals do, around a place and over nothing, and are told apart by name", () => {
    const once = done(
      LATE_FLIGHTS,
      paste(LATE_FLIGHTS, TEST_CATALOGUE, copied(LATE_FLIGHTS, ["late", "weekly"]), seeded(1), { x: 300, y: 40 }),
    );
    const [late, weekly] = once.nodes.slice(-2).map(({ id }) => once.layout.positions[id] ?? { x: 0, y: 0 });
    expect([(weekly?.x ?? 0) - (late?.x ?? 0), (weekly?.y ?? 0) - (late?.y ?? 0)]).toEqual([320, 0]);
    expect(hasNothingHidden(once)).toBe(true);
    const twice = done(once, duplicate(once, TEST_CATALOGUE, ["late"], seeded(2)));
    expect(twice.nodes.filter(({ name }) => name.startsWith("Late")).map(({ name }) => name)).toEqual([
      "Late arrivals",
      "Late arrivals 2",
      "Late arrivals 3",
    ]);
    expect(duplicate(once, TEST_CATALOGUE, ["gone"], seeded(2))).toBeUndefined();
  });

  it("may be a whole pipeline", () => {
    const { fragment } = readFragment(textOf(LATE_FLIGHTS));
    expect(fragment?.nodes).toHaveLength(6);
    expect(fragment?.edges).toHaveLength(5);
  });

  it.each([
    ["nothing", "", "The clipboard is empty. Copy nodes first, here or in another pipeline."],
    ["prose", "SELECT 1", "The clipboard holds no nodes. Copy nodes in a drawing, or the JSON of a pipeline."],
    ["a list", "[1, 2]", "The clipboard holds no nodes."],
    ["another kind", '{"kind": "Pod"}', "The clipboard holds no nodes."],
    ["half a text", '{"kind": ', "The clipboard holds no nodes. Copy nodes in a drawing, or the JSON of a pipeline. "],
    [
      "a list of none",
      '{"kind": "PipelineNodes", "apiVersion": "millrace.io/v1", "nodes": []}',
      "Its list of nodes is empty.",
    ],
    [
      "a bad id",
      '{"kind": "PipelineNodes", "apiVersion": "millrace.io/v1", "nodes": [{"id": "No", "type": "filter"}]}',
      "The copied nodes cannot be read. `nodes[No].id`:",
    ],
    ["a newer version", '{"kind": "PipelineNodes", "apiVersion": "millrace.io/v9", "nodes": []}', "`apiVersion`: "],
    ["a deep tree", "[".repeat(200), "The clipboard holds no nodes."],
    ["a long text", "x".repeat(5_000_001), "It is longer than 5 million characters."],
    [
      "more than anybody draws",
      JSON.stringify({
        apiVersion: "millrace.io/v1",
        kind: "PipelineNodes",
        nodes: Array.from({ length: 1_001 }, (_, i) => ({ id: `n${i}`, type: "filter" })),
      }),
      "At most 1,000 nodes are pasted at once, not 1001.",
    ],
  ])("are not in everything: %s is refused with a reason", (_, text, words) => {
    expect(readFragment(text).why).toContain(words);
  });
});

describe("Removing", () => {
  it("joins what came before to what comes after", () => {
    expect(edgesOf(done(LATE_FLIGHTS, remove(LATE_FLIGHTS, TEST_CATALOGUE, only("late"))))).toContain(
      "event-time.out → weekly.in",
    );
    const both = remove(LATE_FLIGHTS, TEST_CATALOGUE, { nodes: ["event-time", "late"], edges: [] });
    expect(edgesOf(done(LATE_FLIGHTS, both))).toContain("departures.out → weekly.in");
  });

  it("leaves the gap where that is asked for, at the ends, and where rows went several ways", () => {
    const left = remove(LATE_FLIGHTS, TEST_CATALOGUE, only("late"), "left");
    expect(edgesOf(done(LATE_FLIGHTS, left))).toHaveLength(3);
    expect(edgesOf(done(LATE_FLIGHTS, remove(LATE_FLIGHTS, TEST_CATALOGUE, only("result"))))).toHaveLength(4);
    const split = drawing(
      [
        node("a", "file-source"),
        node("r", "route", BRANCHING.nodes[1]?.config),
        node("b", "filter"),
        node("c", "filter"),
      ],
      ["a → r", "r.far → b", "r.otherwise → c"],
    );
    expect(edgesOf(done(split, remove(split, TEST_CATALOGUE, only("r"))))).toEqual([]);
  });

  it("never sends all rows where only the late ones went, and keeps all that read one output", () => {
    const late = drawing(
      [node("a", "file-source"), node("g", "aggregate"), node("b", "print-sink")],
      ["a → g", "g.late → b"],
    );
    expect(edgesOf(done(late, remove(late, TEST_CATALOGUE, only("g"))))).toEqual([]);
    const fan = drawing(
      [node("a", "file-source"), node("f", "filter"), node("b", "print-sink"), node("c", "print-sink")],
      ["a → f", "f → b", "f → c"],
    );
    expect(edgesOf(done(fan, remove(fan, TEST_CATALOGUE, only("f"))))).toEqual(["a.out → b.in", "a.out → c.in"]);
  });

  function only(id: string) {
    return { nodes: [id], edges: [] };
  }
});

describe("Inserting on an edge", () => {
  const onEdge = (document: PipelineDocument, type: string, key: string) => {
    const edge = document.edges.find((known) => edgeKey(known) === key);
    if (!edge) throw new Error(`There is no ${key}`);
    return insertOnEdge(document, TEST_CATALOGUE, sceneOfAll(document), typeNamed(type), edge, seeded(3));
  };

  it("ties both ends, and moves on what follows where there is no room", () => {
    const act = onEdge(LATE_FLIGHTS, "filter", "departures.out → event-time.in");
    const result = done(LATE_FLIGHTS, act);
    expect(edgesOf(result)).toEqual(
      expect.arrayContaining([`departures.out → ${act?.node}.in`, `${act?.node}.out → event-time.in`]),
    );
    expect(result.layout.positions["event-time"]).toEqual({ x: 960, y: 0 });
    expect(result.layout.positions.late).toEqual({ x: 0, y: 176 });
    expect(hasNothingHidden(result)).toBe(true);
    expect(hasNothingHidden(done(LATE_FLIGHTS, onEdge(LATE_FLIGHTS, "filter", "event-time.out → late.in")))).toBe(true);
  });

  it("offers the types through which rows go", () => {
    const names = (types: ReturnType<typeof typesOnEdge>) => types.map(({ type }) => type);
    expect(names(typesOnEdge(newestTypes(TEST_CATALOGUE)))).not.toContain("print-sink");
    expect(names(typesAfter(newestTypes(TEST_CATALOGUE)))).toContain("print-sink");
    expect(names(typesAfter(newestTypes(TEST_CATALOGUE)))).not.toContain("file-source");
    expect(onEdge(LATE_FLIGHTS, "print-sink", "late.out → weekly.in")).toBeUndefined();
  });

  it("finds the edge under the pointer", () => {
    const scene = sceneOfAll(LATE_FLIGHTS);
    expect(edgeAt(scene, { x: 276, y: 40 }, 16)).toBe("flights.out → departures.in");
    expect(edgeAt(scene, { x: 276, y: 80 }, 16)).toBeUndefined();
  });
});
