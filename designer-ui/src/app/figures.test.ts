import { describe, expect, it } from "vitest";
import { counted, percent, short, span, tight } from "./figures";

describe("Figures", () => {
  it("are short beyond ten thousand and exact below", () => {
    expect([0, 0.44, 9.96, 412, 8_412, 12_400, 999_600, 3_120_000, 4_000_000_000].map(short)).toEqual([
      "0",
      "0.4",
      "10",
      "412",
      "8,412",
      "12.4 k",
      "1 M",
      "3.1 M",
      "4 bn",
    ]);
  });

  it("are tight where there is hardly room", () => {
    expect([7.4, 412, 2_299, 11_140, 112_000, 3_120_000].map(tight)).toEqual([
      "7.4",
      "412",
      "2.3k",
      "11k",
      "110k",
      "3.1M",
    ]);
  });

  it("tell spans in at most two units", () => {
    const minute = 60_000;
    expect([-5, 900, 59_900, 14 * minute, 125 * minute, 120 * minute, 51 * 60 * minute].map(span)).toEqual([
      "0 s",
      "0 s",
      "59 s",
      "14 min",
      "2 h 5 min",
      "2 h",
      "2 d 3 h",
    ]);
  });

  it("speak of one and of many", () => {
    expect([counted(1, "row"), counted(20_000, "row"), percent(0.716)]).toEqual(["1 row", "20,000 rows", "72 %"]);
  });
});
