import { describe, expect, it } from "vitest";
import { type Command, commandFor, spelled } from "./Command";
import { ranked } from "./ranked";

const pressed = (key: string, more: object = {}) =>
  spelled({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe("Keys", () => {
  it.each([
    ["z", { ctrlKey: true }, "Ctrl Z"],
    ["Z", { metaKey: true, shiftKey: true }, "Ctrl Shift Z"],
    ["P", {}, "P"],
    ["Delete", { shiftKey: true }, "Shift Delete"],
    ["Backspace", {}, "Delete"],
    ["Escape", {}, "Esc"],
    ["/", { shiftKey: true }, "/"],
    ["?", { shiftKey: true }, "?"],
    ["ArrowLeft", { altKey: true }, "Alt ArrowLeft"],
  ])("%s is spelled as people are told", (key, more, words) => {
    expect(pressed(key, more)).toBe(words);
  });

  it("run a command that can be run now and is not the browser's own", () => {
    const run = () => {};
    const commands: readonly Command[] = [
      { id: "off", label: "Off", group: "Edit", keys: ["P"], run, isOff: true },
      { id: "on", label: "On", group: "Edit", keys: ["P", "Ctrl Y"], run },
      { id: "own", label: "Own", group: "Edit", keys: ["Ctrl C"], run, isOwnKeys: true },
      { id: "told", label: "Told", group: "Edit", keys: ["Tab"] },
    ];
    expect(["P", "Ctrl Y", "Ctrl C", "Tab", "Q"].map((keys) => commandFor(commands, keys)?.id)).toEqual([
      "on",
      "on",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("Searching commands", () => {
  const labels = (words: string) =>
    ranked(
      [
        { label: "Zoom in", head: "View" },
        { label: "Add a node", head: "Add", also: "insert" },
        { label: "Delete, and leave the gap", head: "Edit" },
        { label: "Late arrivals", head: "Nodes", also: "Filter" },
      ],
      words,
    ).map(({ label }) => label);

  it("finds labels that begin so before words that do, and what is called so otherwise", () => {
    expect(labels(" a")).toEqual(["Add a node", "Delete, and leave the gap", "Late arrivals"]);
    expect(labels("filter")).toEqual(["Late arrivals"]);
    expect(labels("gap delete")).toEqual(["Delete, and leave the gap"]);
    expect(labels("")).toHaveLength(4);
    expect(labels("nothing of this")).toEqual([]);
  });
});
