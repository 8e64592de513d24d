import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUT = mkdtempSync(join(tmpdir(), "millrace-ui-"));

beforeAll(() => {
  // Else the libraries come as they are for tests, half as large again.
  vi.stubEnv("NODE_ENV", "production");
  return build({ root: ROOT, logLevel: "error", build: { outDir: OUT, emptyOutDir: true } });
}, 60_000);

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(OUT, { recursive: true });
});

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

  it("loads canvas and editor only where they are needed", () => {
    const names = readdirSync(join(OUT, "assets"));
    const page = readFileSync(join(OUT, "index.html"), "utf8");
    const first = names.filter((name) => name.endsWith(".js") && page.includes(name));
    expect(first.length).toBeGreaterThan(0);
    const text = first.map((name) => readFileSync(join(OUT, "assets", name), "utf8")).join("\n");
    expect(text.length).toBeLessThan(600_000);
    expect(text).not.toMatch(/react-flow__|cm-scroller|uplot/);
    const others = names.filter((name) => name.endsWith(".js") && !first.includes(name));
    const rest = others.map((name) => readFileSync(join(OUT, "assets", name), "utf8")).join("\n");
    expect(rest).toMatch(/react-flow__/);
    expect(rest).toMatch(/cm-scroller/);
  });
});
