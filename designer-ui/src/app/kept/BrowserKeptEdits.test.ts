// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import type { Batch } from "../../canvas-core/drawing/sync";
import { ExactNumber } from "../../canvas-core/json/json";
import { BrowserKeptEdits } from "./BrowserKeptEdits";

const big = ExactNumber.of("9007199254740993");
const batch = (clientEditId: string): Batch => ({
  clientEditId,
  edits: [{ edit: "setConfig", node: "late", path: [{ key: "rows" }], value: big }],
});

const alive = new Set<string>();
const tab = (own: string, storage: Storage = localStorage) =>
  new BrowserKeptEdits("default", storage, { own, isAlive: async (name) => alive.has(name) });

beforeEach(() => {
  localStorage.clear();
  alive.clear();
});

describe("Edits kept in the browser", () => {
  it("are there after a reload, with numbers exact, until nothing waits", async () => {
    tab("a").keep("p", [batch("1"), batch("2")]);
    expect(await tab("b").takeOver("p")).toEqual([batch("1"), batch("2")]);
    expect(await tab("c").takeOver("p")).toEqual([batch("1"), batch("2")]);
    expect(localStorage).toHaveLength(1);
    tab("c").keep("p", []);
    expect(localStorage).toHaveLength(0);
  });

  it("stay with a tab that lives", async () => {
    alive.add("a");
    tab("a").keep("p", [batch("1")]);
    tab("gone").keep("p", [batch("2")]);
    tab("gone").keep("other", [batch("3")]);
    expect(await tab("b").takeOver("p")).toEqual([batch("2")]);
  });

  it("are not promised where the browser has no room", () => {
    const full = {
      ...localStorage,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    expect(tab("a", full as unknown as Storage).keep("p", [batch("1")])).toBe(false);
  });

  it("of another version, which cannot be read, are left out", async () => {
    localStorage.setItem("millrace/edits/default/p/old", '[{"clientEditId":"x","edits":[{"edit":"teleport"}]}]');
    expect(await tab("a").takeOver("p")).toEqual([]);
  });
});
