import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atRest, launch, open } from "./chromium";
import { serve } from "./serve";

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  [browser, served] = await Promise.all([launch(), serve()]);
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const LIVE = "/w/default/pipelines/late-flights?mode=live";

async function at(address: string, world = "normal") {
  const { page, complaints } = await open(browser, served.address);
  await page.goto(`${served.address}testing.html?world=${world}&at=${encodeURIComponent(address)}`);
  return { page, complaints };
}

describe("Watching a pipeline", () => {
  it("moves no node between Draw and Live", async () => {
    const { page, complaints } = await at("/w/default/pipelines/late-flights");
    const card = page.locator(".react-flow__node", { hasText: "Late arrivals" });
    await card.waitFor();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await atRest(card);
    const before = await card.boundingBox();
    await page.getByRole("link", { name: "Live", exact: true }).click();
    await page.getByText("Bottleneck").waitFor();
    await expect.poll(() => card.boundingBox()).toEqual(before);
    await page.getByRole("link", { name: "Draw", exact: true }).click();
    await page.getByRole("region", { name: "Palette" }).waitFor();
    await expect.poll(() => card.boundingBox()).toEqual(before);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("draws new figures of 300 nodes and keeps the nodes", async () => {
    const { page, complaints } = await at(LIVE, "large");
    // It opens where it can be read; all of it is asked for in words.
    await page.getByText("Fit the drawing").click();
    await page.locator(".react-flow__node").nth(99).waitFor();
    const count = () => page.locator(".react-flow__edge title").first().textContent();
    // A mark on each card's element: one that is made anew has lost it.
    const cards = page.locator(".react-flow__node");
    const drawn = await cards.evaluateAll((all) => {
      for (const card of all) card.setAttribute("data-marked", "");
      return all.length;
    });
    for (let second = 0; second < 3; second++) {
      const before = await count();
      await expect.poll(count, { timeout: 10_000 }).not.toBe(before);
    }
    expect(await page.locator(".react-flow__node[data-marked]").count()).toBe(drawn);

    expect(complaints).toEqual([]);
    await page.close();
  });
});
