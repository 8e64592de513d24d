import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DOCUMENT } from "../document/document";
import { printPath } from "../document/fieldPath";
import { pretty } from "../json/canonicalJson";
import { isSame } from "../json/json";
import { parseJson } from "../json/jsonText";
import { readOrThrow } from "../shape/codec";
import { list, object, optional, required } from "../shape/composites";
import { ANYTHING, TEXT, whole } from "../shape/scalars";
import { applyEdits } from "./drafts";
import { EDIT } from "./edit";

/** The cases that the Java implementation runs too; see the README beside them. Nothing is copied. */
const FOLDER = new URL("../../../../executor/model/src/test/resources/edits/", import.meta.url);

const CASE = object({
  title: required(TEXT),
  before: required(DOCUMENT),
  edits: required(list(ANYTHING)),
  after: optional(DOCUMENT),
  problem: optional(
    object({
      code: required(TEXT),
      edit: required(whole(0, 1_000)),
      nodeId: optional(TEXT),
      fieldPath: optional(TEXT),
    }),
  ),
});

const FILES = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.endsWith(".json"));

describe("The corpus of edits", () => {
  it("is there", () => {
    expect(FILES.length).toBeGreaterThanOrEqual(125);
  });

  for (const name of FILES) {
    const {
      title,
      before,
      edits: written,
      after,
      problem,
    } = readOrThrow(CASE, parseJson(readFileSync(new URL(name, FOLDER), "utf8")));

    it(`${name}: ${title}`, () => {
      const edits = written.map((edit) => readOrThrow(EDIT, edit));
      const result = applyEdits(before, edits);
      if (after) {
        if (result.outcome !== "applied") throw new Error(`Refused: ${result.problem.message}`);
        expect(pretty(DOCUMENT.write(result.document))).toBe(pretty(DOCUMENT.write(after)));
        const undone = applyEdits(result.document, result.undo);
        if (undone.outcome !== "applied") throw new Error(`Undo refused: ${undone.problem.message}`);
        expect(pretty(DOCUMENT.write(undone.document))).toBe(pretty(DOCUMENT.write(before)));
        expect(isSame(undone.document, before)).toBe(true);
      } else {
        if (result.outcome !== "refused") throw new Error("Applied");
        const { code, nodeId, fieldPath } = result.problem;
        expect({ code, edit: result.index, nodeId, fieldPath: fieldPath && printPath(fieldPath) }).toEqual({
          nodeId: undefined,
          fieldPath: undefined,
          ...problem,
        });
      }
    });

    it(`${name}: edits are read back from what is written`, () => {
      for (const json of written) {
        const edit = readOrThrow(EDIT, json);
        expect(isSame(readOrThrow(EDIT, EDIT.write(edit)), edit)).toBe(true);
      }
    });
  }
});
