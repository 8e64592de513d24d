import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { launch, open } from "./chromium";
import { serve } from "./serve";

/** How long each sight is watched, after the first seconds in which code is compiled. */
const WARM_MS = 5_000;
const WATCHED_MS = 20_000;

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  [browser, served] = await Promise.all([launch(), serve()]);
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** Seconds that the page's thread has spent so far, by what it did. */
async function spent(session: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

async function measure(page: Page, sight: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await page.waitForTimeout(WARM_MS);
  const before = await spent(session);
  await page.waitForTimeout(WATCHED_MS);
  const after = await spent(session);
  const seconds = (after.Timestamp ?? 0) - (before.Timestamp ?? 0);
  const perSecond = (name: string) => (((after[name] ?? 0) - (before[name] ?? 0)) * 1_000) / seconds;
  const nodes = await page.locator(".react-flow__node").count();
  const heap = (after.JSHeapUsedSize ?? 0) / 2 ** 20;
  const line = (words: string, name: string) => `    ${words.padEnd(24)}${perSecond(name).toFixed(1).padStart(8)} ms/s`;
  process.stdout.write(
    [
      `\n  ${sight}: ${nodes} of 300 nodes on the page, figures of all each second`,
      line("thread of the page", "TaskDuration"),
      line("  scripts", "ScriptDuration"),
      line("  styles", "RecalcStyleDuration"),
      line("  layout", "LayoutDuration"),
      `    ${"heap".padEnd(24)}${heap.toFixed(1).padStart(8)} MiB\n`,
    ].join("\n"),
  );
}

describe("A page that watches 300 nodes", () => {
  it("costs", { timeout: 120_000 }, async () => {
    const { page } = await open(browser, served.address);
    const live = encodeURIComponent("/w/default/pipelines/late-flights?mode=live");
    await page.goto(`${served.address}testing.html?world=large&at=${live}`);
    await page.getByText("Fit the drawing").waitFor();
    await measure(page, "At the beginning");
    await page.getByText("Fit the drawing").click();
    await page.locator(".react-flow__node").nth(299).waitFor();
    await measure(page, "As a whole");
    await page.close();
  });
});
