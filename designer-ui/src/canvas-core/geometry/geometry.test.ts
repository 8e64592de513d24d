import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { around, GRID, hit, NODE_HEIGHT, NODE_WIDTH, nodeSize, portPlace, snapped, touched } from "./grid";
import { freePlace, placeAfter, placed } from "./placing";
import { distanceTo, lastLevel, longestLevel, route, svgPath } from "./route";
import { sceneOf } from "./scene";
import {
  detailAt,
  fitted,
  isSeen,
  LARGEST_ZOOM,
  opened,
  revealing,
  SMALLEST_OPENED,
  textScaleAt,
  toCanvas,
  toScreen,
  zoomedAt,
} from "./viewport";

const rect = (x: number, y: number) => ({ x, y, width: NODE_WIDTH, height: NODE_HEIGHT });

describe("The grid", () => {
  it("holds all places, and no negative zero", () => {
    expect(snapped({ x: 11.9, y: -3 })).toEqual({ x: 8, y: 0 });
    expect([NODE_WIDTH % GRID, NODE_HEIGHT % GRID]).toEqual([0, 0]);
  });

  it("gives ports room, about the middle of the side", () => {
    expect(nodeSize(3)).toEqual({ width: 232, height: 72 });
    expect(nodeSize(5)).toEqual({ width: 232, height: 120 });
    expect(portPlace(rect(8, 8), "left", 0, 1)).toEqual({ x: 8, y: 44 });
    expect([0, 1, 2].map((i) => portPlace(rect(0, 0), "right", i, 3).y)).toEqual([12, 36, 60]);
  });

  it("finds what lies under a point, the topmost first, and what a rubber band touches", () => {
    const rects = { under: rect(0, 0), over: rect(100, 40), far: rect(1000, 0) };
    expect(hit(rects, { x: 120, y: 50 })).toBe("over");
    expect(hit(rects, { x: 10, y: 10 })).toBe("under");
    expect(hit(rects, { x: 500, y: 500 })).toBeUndefined();
    expect(touched(rects, { x: 90, y: 0, width: 20, height: 50 })).toEqual(["under", "over"]);
    expect(around(Object.values(rects))).toEqual({ x: 0, y: 0, width: 1232, height: 112 });
    expect(around([])).toBeUndefined();
  });
});

describe("An edge", () => {
  it("is straight between ports of one height", () => {
    expect(route({ x: 0, y: 0 }, { x: 100, y: 0 })).toHaveLength(2);
  });

  it.each([
    [{ x: 400, y: 200 }, 4],
    [{ x: 30, y: 400 }, 6],
    [{ x: -400, y: 8 }, 6],
    [{ x: -400, y: -300 }, 6],
    [{ x: 0, y: 0 }, 2],
  ])("to %o runs level and upright, leaves to the right and enters from the left", (to, corners) => {
    const from = { x: 0, y: 0 };
    const points = route(from, to);
    expect(points).toHaveLength(corners);
    expect([points[0], points.at(-1)]).toEqual([from, to]);
    points.slice(1).forEach((point, i) => {
      expect(point.x === points[i]?.x || point.y === points[i]?.y).toBe(true);
    });
    expect((points[1]?.x ?? 0) >= from.x).toBe(true);
    expect((points.at(-2)?.x ?? 0) <= to.x).toBe(true);
  });

  it("has rounded corners that fit between short pieces", () => {
    expect(svgPath(route({ x: 0, y: 0 }, { x: 100, y: 40 }))).toBe("M0 0L40 0Q48 0 48 8L48 32Q48 40 56 40L100 40");
    expect(svgPath(route({ x: 0, y: 0 }, { x: 100, y: 4 }))).toContain("Q48 0 48 2");
    expect(svgPath([])).toBe("");
  });

  it("carries its label on the longest level piece and is hit from near by", () => {
    const points = route({ x: 0, y: 0 }, { x: 400, y: 200 });
    expect(longestLevel(points)).toEqual({ middle: { x: 100, y: 0 }, length: 200 });
    expect(lastLevel(points)).toEqual({ middle: { x: 300, y: 200 }, length: 200 });
    expect(longestLevel([])).toEqual({ middle: { x: 0, y: 0 }, length: 0 });
    expect(distanceTo(points, { x: 100, y: 3 })).toBe(3);
    expect(distanceTo(points, { x: 203, y: 100 })).toBe(3);
    expect(distanceTo(points, { x: -3, y: -4 })).toBe(5);
  });
});

describe("The viewport", () => {
  it("goes between pixels and places", () => {
    const viewport = { x: 10, y: 20, zoom: 0.5 };
    expect(toScreen(viewport, { x: 100, y: 100 })).toEqual({ x: 60, y: 70 });
    expect(toCanvas(viewport, { x: 60, y: 70 })).toEqual({ x: 100, y: 100 });
  });

  it("zooms about the pointer, within bounds", () => {
    const pixel = { x: 300, y: 200 };
    const before = { x: 10, y: 20, zoom: 1 };
    const after = zoomedAt(before, pixel, 1.5);
    expect(toCanvas(after, pixel)).toEqual(toCanvas(before, pixel));
    expect(zoomedAt(before, pixel, 99).zoom).toBe(LARGEST_ZOOM);
  });

  it("fits a drawing into a window, never larger than life", () => {
    expect(fitted({ x: 0, y: 0, width: 100, height: 100 }, { width: 800, height: 600 }, 20)).toEqual({
      zoom: 1,
      x: 350,
      y: 250,
    });
    expect(fitted({ x: 0, y: 0, width: 1600, height: 100 }, { width: 840, height: 600 }, 20).zoom).toBe(0.5);
  });

  it("opens a drawing as a whole, or at its beginning where it could not be read as a whole", () => {
    const window = { width: 1048, height: 752 };
    const small = { x: 0, y: 0, width: 1192, height: 400 };
    expect(opened(small, window)).toEqual(fitted(small, window));
    const long = { x: 160, y: 80, width: 3000, height: 400 };
    const { zoom, x, y } = opened(long, window, 40);
    expect(zoom).toBe(SMALLEST_OPENED);
    expect(toScreen({ zoom, x, y }, long).x).toBeCloseTo(40);
    expect(toScreen({ zoom, x, y }, { x: 0, y: 280 }).y).toBeCloseTo(376);
    const tall = { ...long, height: 3000 };
    expect(toScreen(opened(tall, window, 40), tall)).toEqual({ x: 40, y: 40 });
  });

  it("moves as little as it must to show a node", () => {
    const window = { width: 700, height: 700 };
    const viewport = { x: 10, y: 20, zoom: 0.5 };
    expect(revealing(viewport, rect(100, 100), window)).toEqual(viewport);
    const right = rect(1300, 100);
    const moved = revealing(viewport, right, window, 16);
    expect(moved).toEqual({ ...viewport, x: 684 - (1300 + NODE_WIDTH) * 0.5 });
    expect([isSeen(viewport, right, window), isSeen(moved, right, window)]).toEqual([false, true]);
    expect(toScreen(revealing(viewport, rect(-400, -400), window, 16), { x: -400, y: -400 })).toEqual({ x: 16, y: 16 });
    const large = { x: 0, y: 0, width: 9000, height: 40 };
    expect(toScreen(revealing(viewport, large, window, 16), large)).toEqual({ x: 16, y: 20 });
  });

  it("writes larger as cards get smaller, so that what is written can be read", () => {
    expect([2, 1, 0.8, 0.6, 0.4].map(textScaleAt)).toEqual([1, 1, 1.25, 1.7, 2.5]);
  });

  it("draws less below 60 % and least below 35 %", () => {
    expect([1, 0.6, 0.59, 0.35, 0.34].map(detailAt)).toEqual(["full", "full", "compact", "compact", "block"]);
  });
});

describe("Placing", () => {
  it("leaves alone what was placed by hand", () => {
    expect(placed(LATE_FLIGHTS)).toBe(LATE_FLIGHTS.layout.positions);
  });

  it("puts a drawing without places into columns along the flow, nothing over anything", () => {
    const unplaced = { ...LATE_FLIGHTS, layout: { positions: {}, notes: [], groups: [] } };
    const places = placed(unplaced);
    for (const { from, to } of unplaced.edges) {
      expect(places[to.node]?.x).toBeGreaterThan((places[from.node]?.x ?? 0) + NODE_WIDTH);
    }
    const fan = drawing(
      [node("a", "filter"), node("b", "filter"), node("c", "filter"), node("d", "union")],
      ["a → b", "a → c", "b → d", "c → d"],
    );
    const spots = Object.values(placed(fan)).map(({ x, y }) => `${x},${y}`);
    expect(new Set(spots).size).toBe(4);
  });

  it("ends for a circle, and puts new nodes below those placed", () => {
    const ring = drawing([node("a", "union"), node("b", "filter")], ["a → b", "b → a"]);
    expect(Object.keys(placed(ring))).toEqual(["a", "b"]);
    const half = drawing([node("a", "filter"), node("b", "filter")], [], { a: { x: 80, y: 80 } });
    expect(placed(half).b?.y).toBeGreaterThan(80 + NODE_HEIGHT);
  });

  it("never puts a node over another", () => {
    expect(freePlace([rect(0, 0)], { x: 10, y: 10 })).toEqual({ x: 8, y: 120 });
    expect(placeAfter([rect(0, 0)], rect(0, 0))).toEqual({ x: 320, y: 0 });
  });
});

describe("The lines of failed rows", () => {
  const at = (letters: { x: number; y: number }) => {
    const late = {
      ...node("late", "filter", { condition: "delay > 15" }),
      errors: { policy: "deadLetter" as const, to: "letters" },
    };
    const document = drawing([late, node("letters", "file-sink", {})], []);
    return sceneOf(document, TEST_CATALOGUE, { late: { x: 0, y: 0 }, letters }).letters;
  };

  it("leave below their node and enter the sink", () => {
    expect(at({ x: 320, y: 176 })).toEqual({
      late: [
        { x: 116, y: 72 },
        { x: 116, y: 212 },
        { x: 320, y: 212 },
      ],
    });
  });

  it("go round to a sink that lies before or above", () => {
    expect(at({ x: -400, y: 0 }).late?.at(-1)).toEqual({ x: -400, y: 36 });
    expect(at({ x: 320, y: 0 }).late?.[1]).toEqual({ x: 116, y: 96 });
  });
});
