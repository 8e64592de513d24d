import { describe, expect, it } from "vitest";
import { drawing, node } from "../../testing/documents";
import type { Problem } from "../document/problem";
import { applyEdits } from "../draft/drafts";
import { mergedProblems } from "./mergedProblems";
import { isSameRun } from "./sameRun";

const CONDITION = [{ key: "config" }, { key: "condition" }];
const DOCUMENT = drawing([node("a", "file-source"), node("b", "filter", { condition: "dely > 15" })], ["a → b"]);

const problem = (code: string, nodeId: string, fieldPath = CONDITION): Problem => ({
  code,
  nodeId,
  fieldPath,
  message: code,
});

const checked = (...problems: Problem[]) => ({ version: 1, problems, ports: [] });
const changed = (value: string) => {
  const result = applyEdits(DOCUMENT, [{ edit: "setConfig", node: "b", path: [{ key: "condition" }], value }]);
  if (result.outcome === "refused") throw new Error(result.problem.message);
  return result.document;
};
const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);

describe("Merged problems", () => {
  it("are those of both, each once, in the order of the nodes", () => {
    const local = [problem("value.missing", "b")];
    const told = checked(problem("value.missing", "b"), problem("column.unknown", "b"), problem("schema.empty", "a"));
    expect(codes(mergedProblems(local, told, DOCUMENT, DOCUMENT))).toEqual([
      "schema.empty",
      "value.missing",
      "column.unknown",
    ]);
  });

  it("keep what the store said while other fields change, and drop it when its own field does", () => {
    const told = checked(problem("column.unknown", "b"), problem("schema.empty", "a"));
    const after = changed("delay > 15");
    expect(codes(mergedProblems([], told, after, DOCUMENT))).toEqual(["schema.empty"]);
    const elsewhere = { ...DOCUMENT, nodes: DOCUMENT.nodes.map((one) => ({ ...one, name: "x" })) };
    expect(codes(mergedProblems([], told, elsewhere, DOCUMENT))).toEqual(["schema.empty", "column.unknown"]);
  });

  it("do not keep what the browser itself sees to be mended", () => {
    expect(mergedProblems([], checked(problem("value.missing", "b")), changed("x"), DOCUMENT)).toEqual([]);
    expect(codes(mergedProblems([], checked(problem("value.missing", "b")), DOCUMENT, DOCUMENT))).toHaveLength(1);
  });

  it("leave with their node", () => {
    const without = { ...DOCUMENT, nodes: DOCUMENT.nodes.slice(0, 1) };
    expect(mergedProblems([], checked(problem("column.unknown", "b")), without, DOCUMENT)).toEqual([]);
  });
});

describe("The same run", () => {
  it("does not ask for names and places, but for configs", () => {
    const renamed = { ...DOCUMENT, name: "x", nodes: DOCUMENT.nodes.map((one) => ({ ...one, name: "x" })) };
    expect(isSameRun(DOCUMENT, renamed)).toBe(true);
    expect(isSameRun(DOCUMENT, changed("delay > 15"))).toBe(false);
  });
});
