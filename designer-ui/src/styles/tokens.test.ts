import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SOURCES = fileURLToPath(new URL("..", import.meta.url));
const CSS = readFileSync(join(SOURCES, "styles/tokens.css"), "utf8");
const [light = "", dark = ""] = CSS.split(':root[data-mantine-color-scheme="dark"]');

function coloursOf(block: string): ReadonlyMap<string, string> {
  return new Map([...block.matchAll(/--mr-([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]));
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["canvas", "surface", "sunken", "hover"];
const TEXTS = ["text", "text-soft", "text-faint", "good", "warn", "bad"];

describe.each([
  ["light", coloursOf(light)],
  ["dark", coloursOf(dark)],
])("The %s theme", (_, colours) => {
  const colour = (name: string) => colours.get(name) ?? `no ${name}`;
  const onGrounds = (names: readonly string[]) =>
    names.flatMap((name) => GROUNDS.map((ground) => [name, ground] as const));

  it.each([
    ...onGrounds(TEXTS),
    ["accent", "surface"],
    ["accent-strong", "accent-soft"],
    ["text", "accent-soft"],
    ["text-soft", "accent-soft"],
    ["on-accent", "accent"],
    ["on-accent", "accent-strong"],
    ["bad", "bad-soft"],
  ] as const)("has readable %s on %s (4.5)", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ...onGrounds(["line-strong", "accent"]),
    ["edge", "canvas"],
    ...["sources", "rows", "combine", "time", "sinks"].map((name) => [`category-${name}`, "surface"] as const),
  ] as const)("has visible %s on %s (3)", (shape, ground) => {
    expect(contrast(colour(shape), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

describe("Tokens", () => {
  it("has each colour in both themes", () => {
    expect([...coloursOf(dark).keys()]).toEqual([...coloursOf(light).keys()]);
  });

  it("are the only place of colours, and every token that is used is there", () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
      (name) => /\.(css|tsx|ts)$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.endsWith("tokens.css"),
    );
    expect(files.length).toBeGreaterThan(20);
    const known = new Set([...CSS.matchAll(/(--mr-[a-z0-9-]+):/g)].map(([, name]) => name));
    const strays = files.flatMap((name) => {
      const text = readFileSync(join(SOURCES, name), "utf8");
      const colours = name.endsWith(".css") ? (text.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(/gi) ?? []) : [];
      const used = (text.match(/var\(--mr-[a-z0-9-]+\)/g) ?? []).filter((token) => !known.has(token.slice(4, -1)));
      return [...colours, ...used].map((found) => `${name}: ${found}`);
    });
    expect(strays).toEqual([]);
  });
});
