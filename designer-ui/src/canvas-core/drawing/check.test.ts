import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE, typeNamed } from "../../testing/catalogue";
import { drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { sceneOf } from "../geometry/scene";
import { blankObject, blankOf } from "./blank";
import { checkDrawing } from "./check";

describe("The check of a drawing", () => {
  const found = (...args: Parameters<typeof drawing>) =>
    checkDrawing(drawing(...args), TEST_CATALOGUE).map(({ code, nodeId }) => `${code} ${nodeId}`);

  it("has nothing to say of the demo", () => {
    expect(checkDrawing(LATE_FLIGHTS, TEST_CATALOGUE)).toEqual([]);
  });

  it("names inputs without an edge, with two, and circles", () => {
    const filter = (id: string) => node(id, "filter", { condition: "TRUE" });
    expect(found([filter("a")])).toEqual(["port.unconnected a"]);
    expect(found([filter("a"), filter("b"), filter("c")], ["a → c", "b → c"])).toEqual([
      "port.unconnected a",
      "port.unconnected b",
      "port.crowded c",
    ]);
    expect(found([filter("a"), filter("b")], ["a → b", "b → a"])).toEqual(["edge.cycle b", "edge.cycle a"]);
  });

  it("names edges to nodes and ports that are not there, and types that nobody knows", () => {
    expect(found([node("s", "nexmark-source"), node("x", "teleport")], ["s.late → x", "s → gone"])).toEqual([
      "node.type.unknown x",
      "port.unknown s",
      "node.unknown s",
    ]);
  });
});

describe("A scene", () => {
  it("draws each edge from port to port", () => {
    const { nodes, edges } = sceneOf(LATE_FLIGHTS, TEST_CATALOGUE, LATE_FLIGHTS.layout.positions);
    expect(nodes.weekly?.outputs.map(({ name, offset }) => `${name} ${offset}`)).toEqual(["out 24", "late 48"]);
    expect(edges["late.out → weekly.in"]).toEqual([
      { x: 232, y: 212 },
      { x: 320, y: 212 },
    ]);
  });

  it("shows a port that an edge uses even when the type has none, so that no edge is hidden", () => {
    const document = drawing([node("s", "nexmark-source"), node("x", "teleport")], ["s.old → x"]);
    const { nodes, edges } = sceneOf(document, TEST_CATALOGUE, {});
    expect(nodes.s?.outputs.map(({ name }) => name)).toEqual(["out", "old"]);
    expect(nodes.x?.inputs.map(({ name }) => name)).toEqual(["in"]);
    expect(Object.keys(edges)).toHaveLength(1);
  });
});

describe("A blank", () => {
  it("has made the choices that must be made, and ids", () => {
    expect(blankObject(typeNamed("file-source").configSchema.fields, () => "e")).toEqual({ format: "json" });
    const aggregates = typeNamed("aggregate").configSchema.fields.find(({ name }) => name === "aggregates")?.type;
    expect(aggregates?.kind === "list" && blankOf(aggregates.of, () => "e-1")).toEqual({
      id: "e-1",
      function: "COUNT",
    });
    const window = typeNamed("aggregate").configSchema.fields.find(({ name }) => name === "window")?.type;
    expect(window && blankOf(window, () => "e")).toEqual({ type: "tumbling" });
  });
});
