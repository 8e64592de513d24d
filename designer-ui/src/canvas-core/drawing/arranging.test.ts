import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { drawing, node } from "../../testing/documents";
import { applyEdits } from "../draft/drafts";
import type { Proposal } from "./acts";
import { align, distribute } from "./arranging";

const document = drawing(
  ["a", "b", "c"].map((id) => node(id, "filter")),
  [],
  { a: { x: 0, y: 0 }, b: { x: 320, y: 200 }, c: { x: 800, y: 96 } },
);
const ALL = ["a", "b", "c"];

function placesAfter(act: Proposal | undefined) {
  const result = applyEdits(document, act?.edits ?? []);
  if (result.outcome !== "applied") throw new Error(result.problem.message);
  const { a, b, c } = result.document.layout.positions;
  return [a, b, c].map((place) => `${place?.x},${place?.y}`);
}

describe("Arranging nodes", () => {
  it.each([
    ["left", ["0,0", "0,200", "0,96"]],
    ["centre", ["400,0", "400,200", "400,96"]],
    ["right", ["800,0", "800,200", "800,96"]],
    ["top", ["0,0", "320,0", "800,0"]],
    ["middle", ["0,104", "320,104", "800,104"]],
    ["bottom", ["0,200", "320,200", "800,200"]],
  ] as const)("brings them to the line %s", (alignment, places) => {
    const act = align(document, TEST_CATALOGUE, ALL, alignment);
    expect(act?.label).toBe(`Align ${alignment}`);
    expect(placesAfter(act)).toEqual(places);
  });

  it("moves apart along the line what would lie on each other", () => {
    const row = { ...document, layout: { ...document.layout, positions: { a: { x: 0, y: 0 }, b: { x: 320, y: 8 } } } };
    const edits = align(row, TEST_CATALOGUE, ["a", "b"], "left")?.edits;
    expect(edits).toEqual([{ edit: "moveNodes", positions: { b: { x: 0, y: 112 } } }]);
  });

  it("leaves the same room between neighbours", () => {
    expect(placesAfter(distribute(document, TEST_CATALOGUE, ALL, "across"))).toEqual(["0,0", "400,200", "800,96"]);
    expect(placesAfter(distribute(document, TEST_CATALOGUE, ALL, "down"))).toEqual(["0,0", "320,200", "800,104"]);
  });

  it("has nothing to do for one node, for two that are spread, and for what lies so", () => {
    expect(align(document, TEST_CATALOGUE, ["a", "gone"], "top")).toBeUndefined();
    expect(distribute(document, TEST_CATALOGUE, ["a", "b"], "down")).toBeUndefined();
    const once = applyEdits(document, align(document, TEST_CATALOGUE, ALL, "top")?.edits ?? []);
    expect(once.outcome === "applied" && align(once.document, TEST_CATALOGUE, ALL, "top")).toBeUndefined();
  });
});
