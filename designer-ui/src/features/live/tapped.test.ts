import { describe, expect, it } from "vitest";
import { tappedOf } from "../../testing/deployments";
import { MOST_ROWS, withTapped } from "./tapped";

const one = (change: string, value: number | null) => ({
  columns: [{ name: "a", type: "INT", nullable: true }],
  rows: [{ change, values: [value] }],
  skipped: 2,
  total: 3,
});

describe("Rows of a tap", () => {
  it("stand with the newest first, skipped ones summed, NULL kept", () => {
    const seen = withTapped(withTapped(undefined, one("INSERT", 1)), { ...one("INSERT", null), total: 6 });
    expect(seen).toEqual({ columns: one("", 1).columns, rows: [[null], [1]], skipped: 4, total: 6 });
  });

  it("show how rows change as soon as one does", () => {
    const seen = withTapped(withTapped(undefined, one("INSERT", 1)), one("DELETE", 1));
    expect(seen.columns.map(({ name }) => name)).toEqual(["change", "a"]);
    expect(withTapped(seen, one("INSERT", 2)).rows).toEqual([
      ["INSERT", 2],
      ["DELETE", 1],
      ["INSERT", 1],
    ]);
  });

  it("never grow beyond what a table shows", () => {
    let seen = withTapped(undefined, tappedOf(0));
    for (let round = 1; round < 100; round++) seen = withTapped(seen, tappedOf(round));
    expect(seen.rows).toHaveLength(MOST_ROWS);
    expect(seen.skipped).toBe(495_200);
  });
});
