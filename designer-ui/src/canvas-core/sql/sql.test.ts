import { describe, expect, it } from "vitest";
import type { Column } from "../drawing/checked";
import { completionsAt, queryCompletionsAt } from "./completions";
import { columnNamed, identifier } from "./identifiers";

const COLUMNS: readonly Column[] = [
  { name: "delay", type: "INT", nullable: false },
  { name: "date", type: "STRING", nullable: true },
];
const UPPER = { name: "UPPER", signatures: ["UPPER(text STRING) → STRING"], summary: "In capitals." };
const NOW = { name: "NOW", signatures: ["NOW() → TIMESTAMP_LTZ(3)"], summary: "This moment." };
const ARRAY = {
  name: "ARRAY",
  signatures: ["ARRAY[value, …]"],
  summary: "An array.",
  example: "ARRAY[1, 2] → [1, 2]",
  difference: "Takes intervals",
};

const at = (marked: string) =>
  completionsAt(marked.replace("|", ""), marked.indexOf("|"), COLUMNS, [UPPER, NOW, ARRAY]);
const labels = (marked: string) => at(marked)?.options.map(({ label }) => label) ?? [];

describe("Completion", () => {
  it.each(["|", "del|", "delay > 15 AND (|", "CASE WHEN del|", "UPPER(|", "delay > | AND", "'x' = |"])(
    "offers columns and functions in %s, finished or not",
    (marked) => {
      expect(labels(marked)).toEqual(expect.arrayContaining(["delay", "date", "UPPER", "AND"]));
    },
  );

  it.each(["'del|", "'it''s del|", "delay > 1|", "1.|"])("offers nothing in %s", (marked) => {
    expect(at(marked)).toBeUndefined();
  });

  it("replaces the word before the cursor, and a quoted name with its quote", () => {
    expect(at("delay > del|")?.from).toBe(8);
    expect(at("`da|")).toMatchObject({ from: 0, options: [{ text: "`delay`" }, { text: "`date`" }] });
  });

  it("writes a name that SQL keeps for itself in backticks, tells types and opens brackets", () => {
    expect(at("d|")?.options).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: "delay", text: "delay", detail: "INT NOT NULL" }),
        expect.objectContaining({ label: "date", text: "`date`", detail: "STRING" }),
        expect.objectContaining({ label: "UPPER", text: "UPPER(", info: "UPPER(text STRING) → STRING\nIn capitals." }),
        expect.objectContaining({ label: "NOW", text: "NOW()" }),
      ]),
    );
    expect(at("A|")?.options).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          label: "ARRAY",
          text: "ARRAY[",
          info: "ARRAY[value, …]\nAn array.\nSuch as ARRAY[1, 2] → [1, 2]\nNot as Flink: Takes intervals",
        }),
      ]),
    );
  });
});

describe("Identifiers", () => {
  it.each([
    ["delay", "delay"],
    ["date", "`date`"],
    ["Wind speed", "`Wind speed`"],
    ["a`b", "`a``b`"],
    ["1st", "`1st`"],
  ])("writes %s as %s and reads it back", (name, written) => {
    expect(identifier(name)).toBe(written);
    expect(columnNamed(` ${written} `)).toBe(name);
  });

  it.each(["delay + 1", "UPPER(x)", "", "`a` `b`"])("takes %s for no column alone", (text) => {
    expect(columnNamed(text)).toBeUndefined();
  });
});

describe("Completion of a query", () => {
  const tables = [
    { name: "flight", columns: COLUMNS },
    { name: "airport", columns: [{ name: "city", type: "STRING", nullable: true }] },
  ];
  const offered = (marked: string) =>
    queryCompletionsAt(marked.replace("|", ""), marked.indexOf("|"), tables, [UPPER])?.options.map(
      ({ label }) => label,
    ) ?? [];

  it("offers inputs, all columns, functions and clauses", () => {
    expect(offered("SELECT de| FROM flight")).toEqual(
      expect.arrayContaining(["delay", "city", "UPPER", "flight", "airport", "GROUP BY"]),
    );
  });

  it("offers the columns of a table behind its name, or what the query calls it", () => {
    expect(offered("SELECT flight.| FROM flight")).toEqual(["delay", "date"]);
    expect(offered("SELECT a.ci| FROM flight f JOIN airport AS a ON f.x = a.y")).toEqual(["city"]);
  });

  it.each(["SELECT 'de|", "SELECT 1.|"])("offers nothing in %s", (marked) => {
    expect(offered(marked)).toEqual([]);
  });
});
