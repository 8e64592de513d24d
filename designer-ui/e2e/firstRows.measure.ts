import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { launch } from "../browser/chromium";
import { SCREEN } from "./browser";
import { countOnLastEdge } from "./live";
import { Product } from "./Product";

/** When the command began, in milliseconds since 1970. */
const BEGUN = Number(process.env.MILLRACE_BEGUN ?? Date.now());

const DEMOS = ["Late flights", "Nexmark"];

const tell = (what: string) => process.stdout.write(`${((Date.now() - BEGUN) / 1_000).toFixed(1)} s  ${what}\n`);

it("From the command to rows on the last edge", async () => {
  const data = mkdtempSync(join(tmpdir(), "millrace-first-rows-"));
  const browser = await launch();
  tell("built, and the browser is there");
  const { link, stop } = await Product.start(data, "demo");
  try {
    tell("the link is printed");
    const context = await browser.newContext({ viewport: SCREEN });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole("heading", { name: "Pipelines" }).waitFor();
    tell("the pipelines are seen");
    await Promise.all(
      DEMOS.map(async (demo) => {
        const tab = await context.newPage();
        await tab.goto(page.url());
        await tab.getByRole("link", { name: new RegExp(`^${demo}`) }).click();
        await tab.getByRole("link", { name: "Live", exact: true }).click();
        await expect.poll(() => countOnLastEdge(tab), { timeout: 120_000, interval: 50 }).toBeGreaterThan(0);
        tell(`rows on the last edge of ${demo}`);
      }),
    );
  } finally {
    await browser.close();
    await stop();
    rmSync(data, { recursive: true, force: true });
  }
});
