import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, open } from "./chromium";
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

const SECONDS = 5;

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
    await page.waitForTimeout(500);
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

  it("draws new figures of 300 nodes each second and leaves most of the time to what a person does", async () => {
    const { page, complaints } = await at(LIVE, "large");
    await page.locator(".react-flow__node").nth(99).waitFor();
    const count = () => page.locator(".react-flow__edge title").first().textContent();
    const before = await count();
    // The time that the page's thread worked, whatever else runs on the machine.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    const worked = async () => {
      const { metrics } = await devtools.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
    };
    const began = await worked();
    await page.waitForTimeout(SECONDS * 1_000);
    const share = ((await worked()) - began) / SECONDS;
    expect(await count()).not.toBe(before);
    expect(share).toBeLessThan(0.4);

    expect(complaints).toEqual([]);
    await page.close();
  });
});
