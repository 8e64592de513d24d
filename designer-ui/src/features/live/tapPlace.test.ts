import { describe, expect, it } from "vitest";
import { edgeKey } from "../../canvas-core/document/document";
import { NOTHING } from "../../canvas-core/drawing/acts";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { drawing, LATE_FLIGHTS, node } from "../../testing/documents";
import { tapPlace } from "./tapPlace";

const placeOf = (selection: Partial<typeof NOTHING>, document = LATE_FLIGHTS) => {
  const place = tapPlace(document, TEST_CATALOGUE, { ...NOTHING, ...selection });
  return place && [place.at.node, place.sink?.id];
};

describe("Rows are looked at", () => {
  it("where what is selected lets them out, and before a sink", () => {
    const keys = LATE_FLIGHTS.edges.map(edgeKey).slice(1, 2);
    expect(placeOf({ edges: keys })).toEqual(["departures", undefined]);
    expect(placeOf({ nodes: ["late"] })).toEqual(["late", undefined]);
    expect(placeOf({ nodes: ["result"] })).toEqual(["weekly", "result"]);
  });

  it("before the sink when nothing is selected, and nowhere when nothing is connected", () => {
    expect(placeOf({})).toEqual(["weekly", "result"]);
    expect(placeOf({}, drawing([node("a", "file-source")]))).toBeUndefined();
    expect(placeOf({ nodes: ["a"] }, drawing([node("a", "file-source")]))).toBeUndefined();
  });
});
