import { describe, expect, it } from "vitest";
import { route } from "../../canvas-core/geometry/route";
import { labelLines, labelPlaceOf, lettersOn } from "./edgeLabel";

const FROM = { x: 232, y: 36 };

describe("The words of an edge", () => {
  it("are as exact as there is room, and the count is always there", () => {
    const edge = { rows: 11_140, rowsPerSecond: 2_003 };
    expect([12, 8, 6, 4, 0].map((letters) => labelLines(edge, letters, true))).toEqual([
      ["11,140 rows", "2,003/s"],
      ["11,140", "2,003/s"],
      ["11,140", "2k/s"],
      ["11k", "2k/s"],
      ["11k", "2k/s"],
    ]);
    expect(labelLines({ rows: 1, rowsPerSecond: 0 }, 12, true)).toEqual(["1 row"]);
    expect(labelLines(edge, 12, false)).toEqual(["11,140 rows"]);
  });

  it("stand above and below what is nearly level, and apart on edges that climb from the same port", () => {
    expect(labelPlaceOf(route(FROM, { x: 320, y: 48 }))).toEqual({ x: 276, above: 36, below: 48, isOver: false });
    const up = labelPlaceOf(route(FROM, { x: 280, y: -60 }));
    const down = labelPlaceOf(route(FROM, { x: 280, y: 136 }));
    expect([up.isOver, up.above, down.above]).toEqual([true, -12, 86]);
    expect(labelPlaceOf(route({ x: 900, y: 36 }, { x: 0, y: 212 })).isOver).toBe(false);
  });

  it("have the whole gap between two nodes, less from afar", () => {
    const points = route(FROM, { x: 320, y: 48 });
    expect([1, 2].map((scale) => lettersOn(points, scale))).toEqual([12, 6]);
  });
});
