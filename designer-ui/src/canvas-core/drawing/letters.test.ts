import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { drawing, node } from "../../testing/documents";
import { checkDrawing } from "./check";
import { letterSinks, lettersTo } from "./letters";

const SINK = { path: "out/letters.ndjson", format: "json" };
const fails = {
  ...node("late", "filter", { condition: "delay > 15" }),
  errors: { policy: "deadLetter" as const, to: "letters" },
};
const document = drawing(
  [fails, node("out", "file-sink", SINK), node("letters", "file-sink", SINK), node("other", "filter", {})],
  ["late → out"],
);

describe("Letters about failed rows", () => {
  it("can go to sinks into which nothing is drawn", () => {
    expect(letterSinks(document, TEST_CATALOGUE, fails).map(({ id }) => id)).toEqual(["letters"]);
  });

  it("are known by their sink", () => {
    expect(lettersTo(document, "letters").map(({ id }) => id)).toEqual(["late"]);
    expect(lettersTo(document, "out")).toEqual([]);
  });

  it("are rows enough for their sink", () => {
    const missing = checkDrawing(document, TEST_CATALOGUE).filter(({ code }) => code === "port.unconnected");
    expect(missing.map(({ nodeId }) => nodeId)).toEqual(["late", "other"]);
  });
});
