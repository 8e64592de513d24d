import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUT = mkdtempSync(join(tmpdir(), "millrace-ui-"));

beforeAll(() => build({ root: ROOT, logLevel: "error", build: { outDir: OUT, emptyOutDir: true } }), 60_000);

afterAll(() => rmSync(OUT, { recursive: true }));

describe("What is shipped", () => {
  it("has no script or style in its pages and takes nothing from another origin", () => {
    const page = readFileSync(join(OUT, "index.html"), "utf8");
    expect([...page.matchAll(/<script\b[^>]*>([^<]*)/g)].map(([, text]) => text?.trim())).toEqual([""]);
    expect(page).not.toMatch(/<style|\son\w+=|style=/);
    expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].every(([, address]) => address?.startsWith("/"))).toBe(true);
  });

  it("brings its fonts, evaluates nothing, and has nothing of the tests in it", () => {
    const names = readdirSync(join(OUT, "assets"));
    expect(names.filter((name) => /^(inter|jetbrains-mono).*\.woff2$/.test(name)).length).toBeGreaterThanOrEqual(2);
    for (const name of names.filter((file) => /\.(js|css)$/.test(file))) {
      const text = readFileSync(join(OUT, "assets", name), "utf8");
      expect(text).not.toMatch(/\beval\(|new Function\(|InMemory|url\(["']?https?:/);
    }
    expect(readdirSync(OUT).sort()).toEqual(["assets", "favicon.svg", "index.html"]);
  });
});
