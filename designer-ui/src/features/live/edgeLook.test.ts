import { describe, expect, it } from "vitest";
import type { EdgeFigures } from "../../ports/DeploymentStore";
import { edgeLook, widthOf } from "./edgeLook";

const CALM: EdgeFigures = {
  from: { node: "a", port: "out" },
  to: { node: "b", port: "in" },
  rows: 20_000,
  rowsPerSecond: 2_000,
  backPressure: 0,
};

describe("An edge of a running pipeline", () => {
  it("is between 1 and 6 px wide, by the logarithm of its rate", () => {
    expect([0, 1, 100, 10_000, 1_000_000, 1e12].map(widthOf)).toEqual([1, 1.25, 2.75, 4.25, 6, 6]);
  });

  it("tells its rows, and what presses on it", () => {
    expect(edgeLook(CALM, 0, true)).toMatchObject({ pressure: "none", words: "20,000 rows · 2,000 rows/s" });
    expect(edgeLook({ ...CALM, backPressure: 0.1 }, 0, true).pressure).toBe("some");
    expect(edgeLook({ ...CALM, backPressure: 0.62 }, 0, true)).toMatchObject({
      pressure: "much",
      words: "20,000 rows · 2,000 rows/s · no room 62 % of the time",
    });
  });

  it("is quiet after ten seconds without a row, but not once nothing runs any more", () => {
    expect([9_999, 10_000].map((ms) => edgeLook(CALM, ms, true).isQuiet)).toEqual([false, true]);
    expect(edgeLook(CALM, 60_000, false)).toMatchObject({ isQuiet: false, words: "20,000 rows" });
  });
});
