import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE, typeNamed } from "../../testing/catalogue";
import { drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { CATALOGUE, inputsOf, newestTypes, outputsOf } from "../catalogue/catalogue";
import { checkConfig } from "../catalogue/check";
import { inWords } from "../catalogue/words";
import { edgeKey, ID_PATTERN } from "../document/document";
import { printPath } from "../document/fieldPath";
import { applyEdits } from "../draft/drafts";
import { isSame, type JsonObject } from "../json/json";
import { readOrThrow } from "../shape/codec";
import { addNode, edgesWithoutPort, moveNodes } from "./acts";
import { fittingTargets, whyNotConnected } from "./connections";
import { afterAct, afterRedo, afterUndo, MOST_ACTS, NO_HISTORY } from "./history";
import { newId } from "./ids";
import { meaningOf } from "./meaning";
import { remove } from "./removing";

const edge = (from: string, to: string) => drawing([], [`${from} → ${to}`]).edges[0] as never;

describe("The catalogue", () => {
  it("is read back from what is written", () => {
    expect(isSame(readOrThrow(CATALOGUE, CATALOGUE.write(TEST_CATALOGUE)), TEST_CATALOGUE)).toBe(true);
  });

  it("offers the newest version of each type", () => {
    const filter = typeNamed("filter");
    const newer = { ...filter, version: 2 };
    expect(newestTypes({ nodeTypes: [filter, newer] })).toEqual([newer]);
  });

  it("gives a route a port for each branch with an id", () => {
    const branches = [{ id: "far", name: "Far" }, { id: "No Port" }, 1];
    expect(outputsOf(typeNamed("route"), { branches }).map((port) => port.name)).toEqual(["far", "otherwise"]);
    expect(outputsOf(typeNamed("route"), { branches: "?" }).map((port) => port.name)).toEqual(["otherwise"]);
  });

  it("gives a query a port for each input, and one as long as it has none", () => {
    const names = (config: JsonObject) => inputsOf(typeNamed("sql"), config).map((port) => port.name);
    expect(names({})).toEqual(["input"]);
    expect(names({ inputs: [{ id: "bid", name: "Bids" }, { id: "auction" }] })).toEqual(["bid", "auction"]);
  });

  it("makes words of keys", () => {
    expect(inWords("outOfOrderness")).toBe("Out of orderness");
  });
});

describe("A new id", () => {
  it("is never one that is taken, and always a legal one", () => {
    const numbers = [0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5];
    const id = newId(
      "File source!",
      (taken) => taken === "file-source-bbbbb",
      () => numbers.shift() ?? 0,
    );
    expect(id).not.toBe("file-source-bbbbb");
    expect(id).toMatch(ID_PATTERN);
    expect(
      newId(
        "9 % of ±",
        () => false,
        () => 0.99,
      ),
    ).toMatch(ID_PATTERN);
    expect(
      newId(
        "x".repeat(200),
        () => false,
        () => 0.3,
      ),
    ).toMatch(ID_PATTERN);
  });
});

describe("Connecting", () => {
  const document = drawing(
    [node("a", "file-source"), node("b", "filter"), node("c", "filter"), node("u", "union"), node("z", "file-sink")],
    ["a → b", "b → c"],
  );

  it.each([
    ["a", "b", "connected already"],
    ["a", "c", "takes one connection"],
    ["c", "b", "takes one connection"],
    ["b", "b", "its own rows"],
    ["z", "b", "has no output"],
    ["b", "a", "takes no rows"],
    ["x", "a", "not there"],
    ["a.late", "z", "has no output late"],
  ])("%s to %s is refused with a reason", (from, to, reason) => {
    expect(whyNotConnected(document, TEST_CATALOGUE, edge(from, to))).toContain(reason);
  });

  it("never closes a circle", () => {
    const ring = drawing([node("u", "union"), node("v", "filter")], ["u → v"]);
    expect(whyNotConnected(ring, TEST_CATALOGUE, edge("v", "u"))).toContain("circle");
  });

  it("offers the inputs that fit", () => {
    expect(fittingTargets(document, TEST_CATALOGUE, { node: "b", port: "out" })).toEqual([
      { node: "u", port: "in" },
      { node: "z", port: "in" },
    ]);
  });
});

describe("Acts", () => {
  it("add a node on the grid, tied to where it was dragged from", () => {
    const document = drawing([node("a", "file-source")]);
    const act = addNode(document, TEST_CATALOGUE, typeNamed("filter"), { x: 13, y: -5 }, () => 0, {
      node: "a",
      port: "out",
    });
    const result = applyEdits(document, act.edits);
    if (result.outcome !== "applied") throw new Error(result.problem.message);
    expect(result.document.layout.positions[act.node]).toEqual({ x: 16, y: -8 });
    expect(result.document.edges).toEqual([{ from: { node: "a", port: "out" }, to: { node: act.node, port: "in" } }]);
  });

  it("remove all that is selected at once, and undo brings all of it back", () => {
    const selection = { nodes: ["late", "weekly"], edges: ["flights.out → departures.in", "late.out → weekly.in"] };
    const act = remove(LATE_FLIGHTS, TEST_CATALOGUE, selection);
    expect(act?.label).toBe("Delete 2 nodes");
    const result = applyEdits(LATE_FLIGHTS, act?.edits ?? []);
    if (result.outcome !== "applied") throw new Error(result.problem.message);
    expect(result.document.edges.map(edgeKey)).toEqual([
      "departures.out → event-time.in",
      "event-time.out → result.in",
    ]);
    const undone = applyEdits(result.document, result.undo);
    expect(undone.outcome === "applied" && isSame(undone.document, LATE_FLIGHTS)).toBe(true);
    expect(remove(LATE_FLIGHTS, TEST_CATALOGUE, { nodes: [], edges: [] })).toBeUndefined();
  });

  it("forget a drag that ends where it began", () => {
    expect(moveNodes(LATE_FLIGHTS, { late: { x: 2, y: 177 } })).toBeUndefined();
    expect(moveNodes(LATE_FLIGHTS, { late: { x: 5, y: 176 } })?.edits).toEqual([
      { edit: "moveNodes", positions: { late: { x: 8, y: 176 } } },
    ]);
  });

  it("take the edges of a branch that goes", () => {
    const route = node("r", "route", { branches: [{ id: "far", condition: "distance > 1000" }] });
    const document = drawing([route, node("z", "file-sink")], ["r.far → z"]);
    expect(edgesWithoutPort(document, typeNamed("route"), "r", { branches: [] })).toHaveLength(1);
    expect(edgesWithoutPort(document, typeNamed("route"), "r", route.config)).toHaveLength(0);
  });

  it("takes the edge of the only input of a query along to the first that gets a name", () => {
    const query = { ...node("q", "sql"), config: { sql: "SELECT 1 FROM input" } };
    const edge = { from: { node: "f", port: "out" }, to: { node: "q", port: "input" } };
    const document = { ...drawing([query], []), edges: [edge] };
    const named = { inputs: [{ id: "bid", name: "bid" }] };
    expect(edgesWithoutPort(document, typeNamed("sql"), "q", named)).toEqual([
      { edit: "removeEdge", edge },
      { edit: "addEdge", edge: { from: edge.from, to: { node: "q", port: "bid" } } },
    ]);
    expect(edgesWithoutPort(document, typeNamed("sql"), "q", query.config)).toEqual([]);
  });
});

describe("The history", () => {
  const act = (label: string) => ({ label, edits: [], undo: [{ edit: "setName", name: label } as const] });

  it("goes back and forth, and forgets what was undone at the next act", () => {
    const two = afterAct(afterAct(NO_HISTORY, act("one")), act("two"));
    const back = afterUndo(two, [{ edit: "setName", name: "redo" }]);
    expect(back.done.map(({ label }) => label)).toEqual(["one"]);
    expect(back.undone[0]?.edits).toEqual([{ edit: "setName", name: "redo" }]);
    expect(afterRedo(back, []).done.map(({ label }) => label)).toEqual(["one", "two"]);
    expect(afterAct(back, act("three")).undone).toEqual([]);
    expect(afterUndo(NO_HISTORY, [])).toBe(NO_HISTORY);
    expect(afterRedo(NO_HISTORY, [])).toBe(NO_HISTORY);
  });

  it("is bounded", () => {
    let history = NO_HISTORY;
    for (let i = 0; i <= MOST_ACTS; i++) history = afterAct(history, act(String(i)));
    expect(history.done).toHaveLength(MOST_ACTS);
    expect(history.done[0]?.label).toBe("1");
  });
});

describe("The meaning of a node", () => {
  it.each([
    ["flights", "data/flights.ndjson · json"],
    ["departures", "departure, delay, origin"],
    ["event-time", "departure · 1 h late at most"],
    ["late", "delay > 15"],
    ["weekly", "7 d · COUNT, AVG(delay) by origin"],
  ])("%s: %s", (id, meaning) => {
    const found = LATE_FLIGHTS.nodes.find((known) => known.id === id);
    expect(found && meaningOf(typeNamed(found.type), found.config)).toBe(meaning);
  });

  it.each([
    [{ size: "10 s", slide: "2 s" }, "10 s each 2 s"],
    [{ size: "1 d", step: "1 h" }, "1 d in steps of 1 h"],
    [{ gap: "10 min" }, "sessions, 10 min apart"],
  ])("tells the lengths of a window: %o", (window, meaning) => {
    expect(meaningOf(typeNamed("aggregate"), { window })).toBe(meaning);
  });

  it("tells which rows stay", () => {
    const partitionBy = [{ id: "a", column: "auction" }];
    const orderBy = [
      { id: "p", expression: "price", direction: "desc" },
      { id: "t", expression: "dateTime" },
    ];
    expect(meaningOf(typeNamed("topN"), { limit: 10, partitionBy, orderBy })).toBe(
      "first 10 by price descending, dateTime of each auction",
    );
    expect(meaningOf(typeNamed("deduplicate"), { keys: partitionBy, keep: "last" })).toBe("last of auction by arrival");
  });

  it("tells what rows get of those before them", () => {
    const partitionBy = [{ id: "k", column: "account" }];
    const functions = [{ id: "s", name: "balance", function: "SUM", argument: "amount" }];
    expect(meaningOf(typeNamed("over"), { partitionBy, functions })).toBe("SUM(amount) of each account");
    const frame = { type: "rows", preceding: 10 };
    expect(meaningOf(typeNamed("over"), { functions, frame })).toBe("10 rows before · SUM(amount)");
    expect(meaningOf(typeNamed("over"), { functions, frame: { type: "range", preceding: "1 h" } })).toBe(
      "1 h before · SUM(amount)",
    );
  });

  it("is nothing while nothing is set, and survives garbage", () => {
    for (const type of TEST_CATALOGUE.nodeTypes) {
      const garbage = Object.fromEntries(type.configSchema.fields.map((field) => [field.name, [1, null, { a: [] }]]));
      expect(typeof meaningOf(type, garbage)).toBe("string");
      expect(["", "inner"]).toContain(meaningOf(type, {}));
    }
  });
});

describe("The check of a config by its schema", () => {
  const problems = (type: string, config: Parameters<typeof checkConfig>[1]) =>
    checkConfig("n", config, typeNamed(type).configSchema.fields).map(
      (problem) => `${printPath(problem.fieldPath ?? [])}: ${problem.message}`,
    );

  it("finds nothing in the demo", () => {
    for (const { type, config } of LATE_FLIGHTS.nodes) expect(problems(type, config)).toEqual([]);
  });

  it("names what is missing and what cannot be, in nested fields too", () => {
    expect(problems("filter", { condition: " " })).toEqual(["config.condition: Condition is missing"]);
    expect(
      problems("aggregate", {
        aggregates: [{ id: "n", function: "COUNT" }],
        window: { type: "tumbling", size: "0 s", offset: "1 fortnight" },
      }),
    ).toEqual([
      "config.aggregates[n].name: Name is missing",
      "config.window.size: Must be at least 1 ms",
      expect.stringContaining("config.window.offset: `1 fortnight` is not a duration"),
    ]);
    expect(problems("aggregate", { aggregates: [] })).toEqual(["config.aggregates: Needs at least 1"]);
    expect(problems("nexmark-source", { events: 0, pace: 1.5 })).toEqual([
      "config.events: Must be at least 1",
      "config.pace: Must be a whole number",
    ]);
  });
});
